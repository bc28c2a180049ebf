import pg from 'pg';

/** Every table whose rows are kept, in an order in which each refers only to those before it, but for the two below. @internal */
export const TABLES = [
  'User',
  'Account',
  'Invitation',
  'Image',
  'Photo',
  'Style',
  'Run',
  'Metric',
  'Sample',
  'RunState',
  'Checkpoint',
  'Stylization',
  'Film',
  'FilmChunk',
  'Word',
  'Font',
  'Dataset',
];
/** A style's published checkpoint is put in when the checkpoints are. */
const LATER = { table: 'Style', column: 'publishedId' };
const FORMAT = 1;
/** Rows fetched at once: few where a row may hold a file. */
const ROWS = { files: 2, others: 2000 };

/** The backup, or the database that it is to go into, does not do; the message says why and what to do. */
export class BackupError extends Error {}

type Row = (string | null)[];
type Line =
  | { atelier: 'backup'; format: number; migrations: string[]; made: string }
  | { table: string; columns: string[] }
  | Row
  | { end: string; rows: number };

/**
 * Everything durable of a database as lines of JSON, as it was at one moment, whoever writes meanwhile. The queue is not in
 * it: it follows from the runs.
 */
export async function* backupLines(url: string): AsyncGenerator<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const lineOf = (line: Line) => JSON.stringify(line);
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(
      `set local datestyle to 'ISO'; set local timezone to 'UTC'; set local extra_float_digits to 3`,
    );
    const migrations = await migrationsOf(client);
    yield lineOf({ atelier: 'backup', format: FORMAT, migrations, made: new Date().toISOString() });
    for (const table of TABLES) {
      const columns = await columnsOf(client, table);
      const names = columns.map(({ name }) => name);
      yield lineOf({ table, columns: names });
      const values = columns.map(({ name, type }) =>
        type === 'bytea'
          ? `encode(${pg.escapeIdentifier(name)}, 'base64')`
          : `${pg.escapeIdentifier(name)}::text`,
      );
      await client.query(
        `declare rows no scroll cursor for select ${values.join(', ')} from ${pg.escapeIdentifier(table)}`,
      );
      const size = columns.some(({ type }) => type === 'bytea') ? ROWS.files : ROWS.others;
      let count = 0;
      for (;;) {
        const { rows } = await client.query<Row>({ text: `fetch ${size} from rows`, rowMode: 'array' });
        for (const row of rows) yield lineOf(row);
        count += rows.length;
        if (rows.length < size) break;
      }
      await client.query('close rows');
      yield lineOf({ end: table, rows: count });
    }
  } finally {
    await client.end();
  }
}

/**
 * Puts a backup into a database whose schema is up to date and which holds nothing yet: all of it or nothing. Runs that
 * were waiting or at work are paused; resumed, they go on from their last state. Returns how many rows there were.
 * @throws BackupError where the database holds something, or the lines are no whole backup of the same schema
 */
export async function restoreLines(url: string, lines: AsyncIterable<string>): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await checkEmpty(client);
    const rows = await insertAll(client, lines);
    await client.query(
      `update "Run" set status = 'paused', desired = 'running', "workerId" = null, "jobId" = null, "heartbeatAt" = null
       where status in ('queued', 'running')`,
    );
    await client.query(
      `update "Film" set status = 'stopped', "jobId" = null where status in ('queued', 'painting')`,
    );
    await client.query(
      `update "Dataset" set status = 'stopped', "jobId" = null where status in ('queued', 'fetching', 'waiting')`,
    );
    await client.query('commit');
    return rows;
  } finally {
    await client.end(); // without a commit nothing has happened
  }
}

async function insertAll(client: pg.Client, lines: AsyncIterable<string>): Promise<number> {
  const published: Row[] = [];
  let columns: string[] = [];
  let insert = '';
  let table: string | undefined;
  let [count, total, next] = [0, 0, 0];
  let begun = false;
  for await (const text of lines) {
    const line = parse(text);
    if (!begun) {
      await checkHead(client, line);
      begun = true;
    } else if (Array.isArray(line)) {
      if (table === undefined || line.length !== columns.length) throw damaged();
      const later = table === LATER.table ? columns.indexOf(LATER.column) : -1;
      if (later >= 0) {
        published.push([line[columns.indexOf('id')]!, line[later]!]);
        line[later] = null;
      }
      await client.query(insert, line);
      count++;
    } else if ('table' in line) {
      if (table !== undefined || line.table !== TABLES[next]) throw damaged();
      ({ table, columns } = line);
      insert = await insertInto(client, table, columns);
      count = 0;
    } else if ('end' in line) {
      if (line.end !== table || line.rows !== count) throw damaged();
      table = undefined;
      total += count;
      next++;
    } else throw damaged();
  }
  if (next !== TABLES.length) throw damaged();
  for (const row of published) await client.query(`update "Style" set "publishedId" = $2 where id = $1`, row);
  return total;
}

async function insertInto(client: pg.Client, table: string, columns: string[]): Promise<string> {
  const types = new Map((await columnsOf(client, table)).map(({ name, type }) => [name, type]));
  if (columns.length !== types.size || columns.some((name) => !types.has(name))) throw damaged();
  const values = columns.map((name, i) =>
    types.get(name) === 'bytea' ? `decode($${i + 1}, 'base64')` : `$${i + 1}`,
  );
  return `insert into ${pg.escapeIdentifier(table)} (${columns.map((name) => pg.escapeIdentifier(name)).join(', ')}) values (${values.join(', ')})`;
}

function parse(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw damaged();
  }
}

const damaged = () => new BackupError('the backup is cut short or damaged; nothing was restored');

async function checkHead(client: pg.Client, line: Line): Promise<void> {
  if (Array.isArray(line) || !('atelier' in line)) throw new BackupError('this is no backup of Atelier');
  const here = await migrationsOf(client);
  if (line.format > FORMAT || line.migrations.some((name) => !here.includes(name)))
    throw new BackupError('the backup was made by a newer Atelier: update this one, then restore it');
  const newer = here.filter((name) => !line.migrations.includes(name));
  if (newer.length > 0)
    throw new BackupError(
      `the backup, of ${line.made}, was made before ${newer.join(', ')}: restore it with the version that made it, then update`,
    );
}

async function checkEmpty(client: pg.Client): Promise<void> {
  for (const table of TABLES) {
    const { rowCount } = await client.query(`select 1 from ${pg.escapeIdentifier(table)} limit 1`);
    if (rowCount)
      throw new BackupError(
        'the database holds something already: restore into an empty one (another ATELIER_DATA or DATABASE_URL)',
      );
  }
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where finished_at is not null order by 1`,
  );
  return rows.map(({ name }) => name);
}

async function columnsOf(client: pg.Client, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [table],
  );
  return rows;
}
