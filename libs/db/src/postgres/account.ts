import { execFileSync } from 'node:child_process';
import type { Stats } from 'node:fs';
import { chmod, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { PostgresError } from './error.ts';

/** PostgreSQL refuses to run as root: then it borrows the account `postgres`, else `nobody`. */
export function account(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody'])
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, name], { stdio: 'pipe' })),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // no such account: the next one
    }
  throw new PostgresError(
    'PostgreSQL does not run as root, and there is no account postgres or nobody to run it as',
  );
}

/**
 * Sees to it that the server's account can enter a folder, whatever the umask that the folders above were made under:
 * those that are Atelier's own (the database's, and the one around it) are opened for passing through.
 * @param made the uppermost of the folders that have just been made, which are Atelier's own too
 * @throws PostgresError naming another folder that it cannot enter
 */
export async function admit(folder: string, made?: string): Promise<void> {
  const as = account();
  if (!as) return;
  const real = await realpath(folder);
  const { root } = path.parse(real);
  const own = [real, path.dirname(real)];
  if (made !== undefined) {
    const top = await realpath(made);
    for (let place = real; place !== top && place !== root;) own.push((place = path.dirname(place)));
  }
  for (let place = real; place !== root; place = path.dirname(place)) {
    const facts = await stat(place);
    if (mayEnter(as, facts)) continue;
    if (!own.includes(place))
      throw new PostgresError(
        `the database in ${folder} runs as account ${as.uid}, as PostgreSQL does not run as root, and that account cannot enter ${place}: chmod o+x ${place}, or name another folder with ATELIER_DATA`,
      );
    await chmod(place, (facts.mode & 0o7777) | 0o111);
  }
}

/**
 * @param root the folder of the package that the program is of
 * @throws PostgresError naming what the server's account cannot enter or run: packages that were installed under a narrow
 * umask are root's alone, and so are checkouts in root's home
 */
export async function checkProgram(program: string, root: string): Promise<void> {
  const as = account();
  if (!as) return;
  const real = await realpath(program);
  const { root: top } = path.parse(real);
  const package_ = await realpath(root);
  for (let place = real; place !== top; place = path.dirname(place)) {
    if (mayEnter(as, await stat(place))) continue;
    const mend = place.startsWith(package_)
      ? `chmod -R go+rX ${package_}`
      : `chmod o+x ${place}, or keep Atelier in another folder`;
    throw new PostgresError(
      `PostgreSQL's programs run as account ${as.uid}, as they do not run as root, and that account cannot use ${place}: ${mend}`,
    );
  }
}

/** Whether an account may enter a folder, or run a program. */
function mayEnter(as: { uid: number; gid: number }, { mode, uid, gid }: Stats): boolean {
  return (mode & (uid === as.uid ? 0o100 : gid === as.gid ? 0o010 : 0o001)) !== 0;
}
