import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../errors.ts';

type Schema = z.ZodObject<Record<string, z.ZodType>>;

/** What zod's JSON schema says of one field, as far as an option needs it. */
interface Field {
  type?: string;
  enum?: string[];
  description?: string;
  default?: unknown;
}

/**
 * Adds an option for each field of a flat schema: `contentWeight` becomes `--content-weight <number>`, a boolean a
 * switch; the help shows the schema's descriptions and defaults. Options that are not given stay undefined, so that a
 * preset can stand between them and the defaults.
 */
export function addOptions<S extends Schema>(
  command: Command,
  schema: S,
  keys: readonly (keyof S['shape'] & string)[] = Object.keys(schema.shape),
): void {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const key of keys) {
    const field = properties[key] as Field;
    const shown =
      field.default === undefined || field.default === false
        ? ''
        : ` (default: ${JSON.stringify(field.default)})`;
    const value =
      field.type === 'boolean' ? '' : ` <${field.enum?.join('|') ?? field.type?.replace('integer', 'n')}>`;
    command.addOption(new Option(flag(key) + value, (field.description ?? '') + shown));
  }
}

/**
 * The options that were given, checked and converted by the schema.
 * @throws UsageError naming the option, its value and what is wrong with it
 */
export function readOptions<S extends Schema>(
  command: Command,
  schema: S,
  keys: readonly (keyof S['shape'] & string)[] = Object.keys(schema.shape),
): Partial<z.output<S>> {
  const given: Record<string, unknown> = {};
  const options = command.opts<Record<string, string | boolean>>();
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const key of keys) {
    const text = options[key];
    if (text === undefined) continue;
    const { type } = properties[key] as Field;
    const numeric = (type === 'integer' || type === 'number') && String(text).trim() !== '';
    const parsed = schema.shape[key]!.safeParse(numeric ? Number(text) : text);
    if (!parsed.success) throw new UsageError(`${flag(key)} ${text}: ${parsed.error.issues[0]!.message}`);
    given[key] = parsed.data;
  }
  return given as Partial<z.output<S>>;
}

/** `contentWeight` → `--content-weight`. */
export function flag(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
