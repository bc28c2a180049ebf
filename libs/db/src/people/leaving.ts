import { AccountRefused } from './accounts.ts';
import { retire } from '../styles/checkpoints.ts';
import { db } from '../database.ts';
import { discard } from '../upkeep/deleted.ts';
import { deletePhoto } from '../pictures/photos.ts';
import { deleteRun } from '../runs/runs.ts';
import { deleteStyle } from '../styles/styles.ts';
import { deleteStylizations } from '../pictures/stylizations.ts';

/**
 * Removes somebody's account, and with it for good their photos, paintings, films,
 * trainings and styles. What others paint with
 * stays, the first administrator's from then on: styles that are shared, and networks that are published or that others have
 * paintings of. Where it is broken off, it is done to the end when it is asked for again.
 * @throws AccountRefused where nobody has this address, or nobody would be left who may invite others
 */
export async function removeUser(email: string): Promise<void> {
  const user = await db().user.findUnique({ where: { email: email.toLowerCase() } });
  if (!user) throw new AccountRefused('none', `nobody has an account as ${email}`);
  const others = { id: { not: user.id } };
  const heir = await db().user.findFirst({
    where: { ...others, role: 'administrator' },
    orderBy: { createdAt: 'asc' },
  });
  if (!heir)
    throw new AccountRefused(
      'last',
      `${email} is the only administrator: invite another first (atelier users invite --administrator)`,
    );
  const owned = { where: { ownerId: user.id }, select: { id: true } } as const;

  // Nobody signs in while this goes on.
  await db().session.deleteMany({ where: { userId: user.id } });
  await db().account.deleteMany({ where: { userId: user.id } });
  for (const { id } of await db().stylization.findMany(owned)) await deleteStylizations(id);
  for (const { id } of await db().run.findMany(owned)) {
    await discard('run', id, user.id); // a worker that trains it lets go
    await deleteRun(id);
  }
  for (const { id } of await db().photo.findMany(owned)) await deletePhoto(id);
  await db().film.deleteMany({ where: { ownerId: user.id } });
  await db().word.deleteMany({ where: { ownerId: user.id } });
  await db().font.deleteMany({ where: { ownerId: user.id } });
  const kept = { ownerId: user.id, shared: true, deletedAt: null };
  await db().style.updateMany({ where: kept, data: { ownerId: heir.id } });
  for (const { id } of await db().style.findMany(owned)) await deleteStyle(id);

  await db().$transaction(async (tx) => {
    const own = { ownerId: user.id };
    // What is left of these is what others have paintings of: it stays for them, and is nobody's.
    const left = { ...own, publishedFor: null, style: { OR: [{ builtIn: true }, own] } };
    const ids = (await tx.checkpoint.findMany({ where: left, select: { id: true } })).map(({ id }) => id);
    await retire(tx, ids, null);
    await tx.checkpoint.updateMany({ where: { id: { in: ids } }, data: { ownerId: null } });
    await tx.style.updateMany({
      where: own,
      data: { ownerId: null, shared: false, deletedAt: new Date() },
    });
    await tx.checkpoint.updateMany({ where: own, data: { ownerId: heir.id } });
    await tx.user.delete({ where: { id: user.id } });
  });
}
