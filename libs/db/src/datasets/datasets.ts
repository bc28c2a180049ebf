import { randomUUID } from 'node:crypto';
import { db } from '../database.ts';
import { type DatasetKind, type DatasetStatus, Prisma } from '../generated/client.ts';
import { enqueue } from '../queue/queue.ts';

export type { DatasetKind, DatasetStatus };

/** Photos under a licence. */
export interface LicenceCount {
  licence: string;
  photos: number;
}

/** Photos to train on; a few of them are at `readPreview(name)` once `seenAt` is set. */
export interface Dataset {
  name: string;
  kind: DatasetKind;
  status: DatasetStatus;
  host: string | null;
  /** What to fetch, as the apps stored it; null: it is there without. */
  order: unknown;
  photos: number;
  passedOver: number;
  licences: LicenceCount[];
  seenAt: Date | null;
  failure: string | null;
  /** The same as Why[]; null: there are no other words for it. */
  failureWhy: unknown;
}

/** What a worker sees of a folder. */
export interface Seen {
  photos: number;
  licences: LicenceCount[];
  /** A WebP file; null: there is nothing to show. */
  preview: Uint8Array | null;
}

const select = {
  ...{ name: true, kind: true, status: true, host: true, order: true, photos: true, passedOver: true },
  ...{ licences: true, seenAt: true, failure: true, failureWhy: true },
} as const;

/** What is being fetched, or is to be. */
export const UNDER_WAY: DatasetStatus[] = ['queued', 'fetching', 'waiting'];

/** The built-in photos first, then by name. */
export async function listDatasets(): Promise<Dataset[]> {
  const rows = await db().dataset.findMany({ select, orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
  return rows.map((row) => ({ ...row, licences: row.licences as unknown as LicenceCount[] }));
}

/** Makes a dataset and queues the fetching of its photos. Null where there is one of this name. */
export function fetchDataset(name: string, order: object): Promise<true | null> {
  return db().$transaction(async (tx) => {
    const jobId = randomUUID();
    const data = [{ name, kind: 'fetched' as const, status: 'queued' as const, order, jobId }];
    const { count } = await tx.dataset.createMany({ data, skipDuplicates: true });
    if (count === 0) return null;
    await enqueue(tx, 'dataset', name, jobId);
    return true;
  });
}

/** One that was stopped or failed waits for a worker again. Null where there is none such. */
export function resumeDataset(name: string): Promise<true | null> {
  return db().$transaction(async (tx) => {
    const jobId = randomUUID();
    const { count } = await tx.dataset.updateMany({
      where: { name, status: { in: ['stopped', 'failed'] } },
      data: { status: 'queued', jobId, attempts: 0, failure: null, failureWhy: Prisma.DbNull },
    });
    if (count === 0) return null;
    await enqueue(tx, 'dataset', name, jobId);
    return true;
  });
}

/** Stops the fetching; what has come is kept. Null where nothing is being fetched. */
export async function stopDataset(name: string): Promise<true | null> {
  const { count } = await db().dataset.updateMany({
    where: { name, status: { in: UNDER_WAY } },
    data: { status: 'stopped', jobId: null },
  });
  return count > 0 || null;
}

/** Lets go of one of which nothing has come. Null where there is none such: photos are deleted where they are. */
export async function forgetDataset(name: string): Promise<true | null> {
  const { count } = await db().dataset.deleteMany({
    where: { name, kind: 'fetched', photos: 0, status: { in: ['stopped', 'failed'] } },
  });
  return count > 0 || null;
}

/** A few of the photos side by side, a WebP file; null where there is none. */
export const readPreview = async (name: string): Promise<Uint8Array | null> =>
  (await db().dataset.findUnique({ where: { name }, select: { preview: true } }))?.preview ?? null;

/** A worker tells of a folder that it has. One that is being fetched is told of by whoever fetches it. */
export async function putDataset(
  { name, kind, host }: { name: string; kind: DatasetKind; host: string },
  seen: Seen,
): Promise<void> {
  await db().dataset.createMany({ data: [{ name, kind, host }], skipDuplicates: true });
  await db().dataset.updateMany({
    where: { name, status: { notIn: UNDER_WAY } },
    data: { kind, host, ...columnsOf(seen) },
  });
}

/** A worker tells which datasets its machine has: those that are gone from there are gone from here. Where nothing came of a fetching, that stays told. */
export async function keepDatasets(host: string, names: string[]): Promise<void> {
  await db().dataset.deleteMany({
    where: {
      ...{ host, name: { notIn: names }, status: { notIn: UNDER_WAY } },
      NOT: { status: { in: ['stopped', 'failed'] }, photos: 0 },
    },
  });
}

export const columnsOf = ({ photos, licences, preview }: Seen) => ({
  photos,
  licences: licences as object[],
  preview: preview && new Uint8Array(preview),
  seenAt: new Date(),
});
