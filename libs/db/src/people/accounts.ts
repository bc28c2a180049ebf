import { createHash, randomBytes } from 'node:crypto';
import { db, type Transaction } from '../database.ts';
import type { Role } from '../generated/client.ts';
import type { Owner } from '../owner.ts';

export type { Role };

/** How somebody with an account signs in; better-auth's word for a password. */
const CREDENTIAL = 'credential';
/** Days that an invitation can be taken. */
export const INVITATION_DAYS = 7;
/** Letters of a password; longer ones than the most would only cost time to hash. */
export const PASSWORD_LENGTH = { least: 10, most: 128 };

/** Somebody with an account, and how much is theirs. */
export interface UserSummary {
  id: string;
  name: string;
  email: string;
  role: Role;
  createdAt: Date;
  photos: number;
  paintings: number;
  styles: number;
  runs: number;
}

export interface NewUser {
  name: string;
  email: string;
  password: string;
}

/** Why there is no account to be had; the apps have words for each. */
export class AccountRefused extends Error {
  constructor(
    readonly reason: 'code' | 'taken' | 'none' | 'last',
    message: string,
  ) {
    super(message);
  }
}

/** Whether anybody has an account yet. */
export async function hasUsers(): Promise<boolean> {
  return (await db().user.count()) > 0;
}

/** Everybody with an account, oldest first. Counts only: what they have is theirs. */
export async function listUsers(): Promise<UserSummary[]> {
  const kept = { where: { deletedAt: null } };
  // What is painted for the gallery's cards nobody asked for.
  const asked = { where: { deletedAt: null, options: { path: ['preview'], equals: false } } };
  const rows = await db().user.findMany({
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      createdAt: true,
      _count: { select: { photos: kept, stylizations: asked, styles: kept, runs: kept } },
    },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ _count: { stylizations: paintings, ...counts }, ...user }) => ({
    ...user,
    ...counts,
    paintings,
  }));
}

/** Whose are the things that the command line makes: the first administrator's, where there are accounts. */
export async function operator(): Promise<Owner> {
  const first = await db().user.findFirst({
    where: { role: 'administrator' },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  return first?.id ?? null;
}

/** By scrypt. The library is loaded only where it is needed. */
async function hashed(password: string): Promise<string> {
  const { hashPassword } = await import('@better-auth/utils/password');
  return hashPassword(password);
}

/** Letters and digits that nobody takes for one another: 16 of them are 80 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const letters = (count: number) => Array.from(randomBytes(count), (byte) => ALPHABET[byte % 32]).join('');
const groups = (text: string) => text.match(/.{4}/g)!.join('-');

/** Of a code as somebody may type it. */
const codeSha256 = (code: string) =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^0-9a-z]/g, ''))
    .digest('hex');

async function newCode(tx: Transaction, role: Role): Promise<string> {
  const code = groups(letters(16));
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
  await tx.invitation.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  await tx.invitation.create({ data: { codeSha256: codeSha256(code), role, expiresAt } });
  return code;
}

/** A code with which one account can be made, once. */
export const invite = (role: Role = 'member'): Promise<string> => newCode(db(), role);

/** The code with which the first account is made, an administrator's; earlier ones no longer hold. Null: there is one already. */
export function setUpCode(): Promise<string | null> {
  return db().$transaction(async (tx) => {
    await lockAccounts(tx);
    if (await tx.user.count()) return null;
    await tx.invitation.deleteMany();
    return newCode(tx, 'administrator');
  });
}

/** Whether a code can still be taken. */
export async function isInvited(code: string): Promise<boolean> {
  const where = { codeSha256: codeSha256(code), expiresAt: { gt: new Date() } };
  return (await db().invitation.count({ where })) > 0;
}

/**
 * Makes an account with a code, which is gone then. The first one gets what was made before there were accounts.
 * @throws AccountRefused where the code does not hold, or the address has an account
 */
export async function join(code: string, { name, email, password }: NewUser): Promise<{ id: string }> {
  const refused = () =>
    new AccountRefused('code', 'this code does not hold: it was taken, has run out, or was never given');
  if (!(await isInvited(code))) throw refused(); // before the password is hashed, which costs
  const hash = await hashed(password);
  return db().$transaction(async (tx) => {
    await lockAccounts(tx);
    const where = { codeSha256: codeSha256(code), expiresAt: { gt: new Date() } };
    const invitation = await tx.invitation.findFirst({ where });
    if (!invitation) throw refused();
    const address = email.toLowerCase();
    if (await tx.user.count({ where: { email: address } }))
      throw new AccountRefused('taken', `${address} has an account already`);
    const first = (await tx.user.count()) === 0;
    const { id } = await tx.user.create({ data: { name, email: address, role: invitation.role } });
    await tx.account.create({
      data: { userId: id, accountId: id, providerId: CREDENTIAL, password: hash },
    });
    await tx.invitation.delete({ where: { codeSha256: invitation.codeSha256 } });
    if (first) await takeOver(tx, id);
    return { id };
  });
}

/** What was made before there were accounts, by the one person there was or by the command line. */
async function takeOver(tx: Transaction, ownerId: string): Promise<void> {
  const change = { where: { ownerId: null }, data: { ownerId } };
  const own = { where: { ownerId: null, builtIn: false }, data: { ownerId } };
  await tx.run.updateMany(own);
  await tx.style.updateMany(own);
  await tx.checkpoint.updateMany(own);
  await tx.photo.updateMany(own);
  await tx.stylization.updateMany(change);
  await tx.film.updateMany(change);
  await tx.word.updateMany(change);
  await tx.font.updateMany(change);
}

/** Gives somebody a new password, and signs them out everywhere. @throws AccountRefused where nobody has this address */
export async function resetPassword(email: string): Promise<string> {
  const password = groups(letters(16));
  const hash = await hashed(password);
  await db().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: email.toLowerCase() } });
    if (!user) throw new AccountRefused('none', `nobody has an account as ${email}`);
    await tx.account.updateMany({
      where: { userId: user.id, providerId: CREDENTIAL },
      data: { password: hash },
    });
    await tx.session.deleteMany({ where: { userId: user.id } });
  });
  return password;
}

/** Key of the advisory lock that lets one account be made after the other: only one is the first. */
const LOCK = 4_710_207;

async function lockAccounts(tx: Transaction): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${LOCK})`;
}
