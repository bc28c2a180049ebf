import type { Prisma } from './generated/client.ts';

/** Whose things: an account's id, or null for those of the one person where there are no accounts. */
export type Owner = string | null;

/** Looks at everybody's things: the command line and the workers, which serve all. */
export const EVERYBODY = Symbol('everybody');

/** For whom something is looked up. */
export type Viewer = Owner | typeof EVERYBODY;

/** The viewer's own. */
export const ownedBy = (viewer: Viewer) => (viewer === EVERYBODY ? {} : { ownerId: viewer });

/** Those of anybody else. */
export const othersThan = (ownerId: Owner) =>
  ownerId === null ? { ownerId: { not: null } } : { OR: [{ ownerId: null }, { ownerId: { not: ownerId } }] };

/** Photos, styles and checkpoints that come with Atelier, or are the viewer's own. */
export const builtInOr = (viewer: Viewer) =>
  viewer === EVERYBODY ? {} : { OR: [{ builtIn: true }, { ownerId: viewer }] };

/** Those, and the styles of others that these share. */
export const visibleStyles = (viewer: Viewer): Prisma.StyleWhereInput =>
  viewer === EVERYBODY ? {} : { OR: [{ builtIn: true }, { ownerId: viewer }, { shared: true }] };

/** Checkpoints to paint with: of others only the published one of a built-in or shared style. */
export const visibleCheckpoints = (viewer: Viewer): Prisma.CheckpointWhereInput =>
  viewer === EVERYBODY
    ? {}
    : {
        OR: [
          { builtIn: true },
          { ownerId: viewer },
          { publishedFor: { deletedAt: null, OR: [{ builtIn: true }, { shared: true }] } },
        ],
      };

/** Pictures that belong to something of the viewer's, deleted or not, or to something that is everybody's. */
export const visibleImages = (viewer: Viewer): Prisma.ImageWhereInput =>
  viewer === EVERYBODY
    ? {}
    : {
        OR: [
          { photos: { some: builtInOr(viewer) } },
          {
            styles: {
              some: { OR: [{ builtIn: true }, { ownerId: viewer }, { shared: true, deletedAt: null }] },
            },
          },
          { runs: { some: ownedBy(viewer) } },
          { samples: { some: { run: ownedBy(viewer) } } },
          { stylizations: { some: ownedBy(viewer) } },
        ],
      };
