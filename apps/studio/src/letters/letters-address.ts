import { alignments, ways } from '@atelier/lettering/choices';
import {
  createSerializer,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from 'nuqs';
import { OWN_TEXTURE, textures } from '@/contracts/lettering.ts';

/** Behind the letters. */
export const grounds = { none: '', white: '#ffffff', paper: '#f4efe6', black: '#141414' } as const;
export type Ground = keyof typeof grounds;

/** The whole state of the page stands in its address. */
export const lettersAddress = {
  text: parseAsString.withDefault(''),
  what: parseAsStringLiteral(['text', 'list'] as const).withDefault('text'),
  style: parseAsString.withDefault('starry-night'),
  way: parseAsStringLiteral(ways).withDefault('drawn'),
  texture: parseAsStringLiteral([...textures, OWN_TEXTURE] as const).withDefault('ember'),
  /** Photos of the visitor's, by their ids. */
  photo: parseAsString.withDefault(''),
  picture: parseAsString.withDefault(''),
  mask: parseAsString.withDefault(''),
  font: parseAsString.withDefault('auto'),
  align: parseAsStringLiteral(alignments).withDefault('start'),
  vertical: parseAsBoolean.withDefault(false),
  size: parseAsInteger.withDefault(512),
  seed: parseAsInteger.withDefault(1),
  /** Letters painted once more. */
  again: parseAsString.withDefault(''),
  ground: parseAsStringLiteral(['none', 'white', 'paper', 'black'] as const).withDefault('none'),
};
export type LettersState = inferParserType<typeof lettersAddress>;

export const serializeLetters = createSerializer(lettersAddress);
