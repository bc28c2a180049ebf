import type { Why } from '@atelier/db';

/**
 * Something that is the user's to mend: the command line prints the message as one line and exits with 2.
 * `why`: the same for the studio's pages, where a training there can come upon it.
 */
export class UsageError extends Error {
  readonly why: Why[] | undefined;

  constructor(message: string, { why, ...options }: ErrorOptions & { why?: Why[] } = {}) {
    super(message, options);
    this.why = why;
  }
}

const fileProblems: Record<string, string> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'is a folder, not a file',
  EEXIST: 'a file stands where its folder should be',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk; free some or write elsewhere',
  EDQUOT: 'the disk quota is used up; free some space or write elsewhere',
  EFBIG: 'larger than files may become here; raise the limit or write elsewhere',
  ENAMETOOLONG: 'the name is too long',
};

const fileWhys: Record<string, 'noSuchFile' | 'mayNotRead'> = {
  ENOENT: 'noSuchFile',
  EACCES: 'mayNotRead',
  EPERM: 'mayNotRead',
};

/** A UsageError naming `path` where the operating system refused a file or folder; any other error as it is. */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const problem = fileProblems[code];
  const kind = fileWhys[code];
  const why = kind && { why: [{ kind, path }] };
  return problem === undefined ? error : new UsageError(`${path}: ${problem}`, { cause: error, ...why });
}

/** The message on one line, as every message to the user is printed. */
export function oneLine(message: string): string {
  return message.trim().replace(/\s*\n\s*/g, '; ');
}

/** Says on one line what the user should know of, and what goes on all the same. */
export function warn(message: string): void {
  process.stderr.write(`atelier: ${oneLine(message)}\n`);
}
