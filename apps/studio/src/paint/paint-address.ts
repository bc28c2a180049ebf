import {
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs';
import { strokes } from '@atelier/stylize';

/** The whole state of the paint page; in the address stands what is not as at first. */
export const paintAddress = {
  photo: parseAsString,
  checkpoint: parseAsString,
  strokes: parseAsStringLiteral(strokes).withDefault('medium'),
  strength: parseAsFloat.withDefault(1),
  colours: parseAsBoolean.withDefault(false),
  /** The style that is mixed in, and how much of it. */
  mix: parseAsString,
  share: parseAsFloat.withDefault(0.5),
};

export type PaintState = inferParserType<typeof paintAddress>;

/** `?strokes=broad&strength=0.5`, or nothing. */
export const toAddress = createSerializer(paintAddress);
