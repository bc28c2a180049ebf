/** A process that uses the embedded server in the folder it is given, until its stdin ends. Prints the address. */
import { startPostgres } from '../src/postgres/postgres.ts';

const postgres = await startPostgres({ folder: process.argv[2]! });
console.log(postgres.url);
process.stdin.resume().once('end', () => void postgres.stop());
