import type { Why } from '@atelier/db';
import type { Origin } from '@atelier/model/checkpoint';
import { UsageError } from '../errors.ts';

/** What is known of what a run was started with; runs of older versions know less. */
export type Pinned = { [K in keyof Origin]?: Origin[K] | null | undefined } & {
  /** How many photos there were. */
  photoCount?: number | null | undefined;
};

const said = [
  ['styleSha256', 'the style picture', 'otherStyle'],
  ['lossNetworkSha256', 'the loss network', 'otherLossNetwork'],
  ['photosSha256', 'the photos', 'otherPhotos'],
] as const;

/** @throws UsageError where a run would go on with something else than it was started with; it names what has changed */
export function checkOrigin(pinned: Pinned, now: Origin & { photoCount: number }): void {
  const differs = (key: keyof Pinned) => pinned[key] != null && pinned[key] !== now[key];
  const changed: [name: string, why: Why][] = said
    .filter(([key]) => differs(key) && !(key === 'photosSha256' && differs('photoCount')))
    .map(([, name, kind]) => [name, { kind }]);
  if (differs('photoCount')) {
    const [before, after] = [pinned.photoCount!, now.photoCount];
    const why: Why = { kind: 'otherPhotoCount', before, now: after };
    changed.push([`the photos (${before} then, ${after} now)`, why]);
  }
  if (changed.length > 0)
    throw new UsageError(
      `since the run was started, other things have come in the place of ${changed.map(([name]) => name).join(', ')}: put back what was there, or start another run`,
      { why: changed.map(([, why]) => why) },
    );
}
