import type { collections } from '@atelier/model/dataset-order';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { readBytes } from '../files/file.ts';
import { RemoteFile } from '../files/remote-file.ts';
import { zipEntries } from './archive.ts';

/** Photos of COCO (Lin et al. 2014), from Flickr, each under the licence that its photographer chose there. */
export const coco = {
  'coco-2017': {
    archive: 'http://images.cocodataset.org/zips/train2017.zip',
    annotations: 'http://images.cocodataset.org/annotations/annotations_trainval2017.zip',
    entry: 'annotations/captions_train2017.json',
    sha256: '69a8bb58ea5f8f99d24875f21416de2e9ded3178e903f1f7603e283b9e06d929',
  },
  'coco-2014': {
    archive: 'http://images.cocodataset.org/zips/train2014.zip',
    annotations: 'http://images.cocodataset.org/annotations/annotations_trainval2014.zip',
    entry: 'annotations/captions_train2014.json',
    sha256: 'ede4087e640bddba550e090eae701092534b554b42b05ac33f0300b984b31775',
  },
} as const satisfies Record<CocoName, object>;
export type CocoName = (typeof collections)[number];

/** Those that let anybody change and pass on a photo, as the annotations number them: BY, BY-SA, no known restrictions, US government. */
const FREE = new Set([4, 5, 7, 8]);

const annotationsSchema = z.object({
  licenses: z.array(z.object({ id: z.number(), name: z.string() })),
  images: z.array(
    z.object({ file_name: z.string(), license: z.number(), flickr_url: z.string().default('') }),
  ),
});

/** A photo's licence and where it comes from. */
export interface Credit {
  licence: string;
  source: string;
}

const WAY_OUT = 'try again later, or give the file with --annotations';

/**
 * The photos of COCO that are free, by their file names.
 * @param from the annotations: their ZIP's address, or the JSON file that is in it
 */
export async function freePhotos(
  name: CocoName,
  from: string = coco[name].annotations,
): Promise<Map<string, Credit>> {
  const bytes = /^https?:/.test(from) ? await fetched(from, coco[name].entry) : await readBytes(from);
  let said: z.infer<typeof annotationsSchema>;
  try {
    said = annotationsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new UsageError(`${from}: not the annotations of COCO`, {
      cause,
      why: [{ kind: 'notAnnotations', file: from }],
    });
  }
  const names = new Map(said.licenses.map(({ id, name }) => [id, name]));
  return new Map(
    said.images
      .filter(({ license }) => FREE.has(license))
      .map(({ file_name, license, flickr_url }) => [file_name, { licence: names.get(license) ?? '', source: flickr_url }]), // prettier-ignore
  );
}

async function fetched(url: string, wanted: string): Promise<Uint8Array> {
  const remote = new RemoteFile(url, WAY_OUT);
  await remote.read({ from: 0, to: 4 });
  if (!remote.ranges || remote.size === undefined)
    throw new UsageError(`${url}: the server gives no parts of files; ${WAY_OUT}`, {
      why: [{ kind: 'noParts', file: url }],
    });
  for await (const { name, read } of zipEntries(remote, remote.size, ANNOTATION_BYTES))
    if (name === wanted) return read();
  throw new UsageError(`${url}: ${wanted} is not in it`, {
    why: [{ kind: 'notInArchive', file: url, entry: wanted }],
  });
}

/** COCO's captions are 92 MB. */
const ANNOTATION_BYTES = 400 * 2 ** 20;
