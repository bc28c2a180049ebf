/** There is no database to be had; the message says why and what to do. */
export class PostgresError extends Error {}
