import { join } from 'node:path';
import { it, vi } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { writeClip } from '../../test/clip.ts';
import { openCodecs } from './codecs.ts';
import { decodedFrames } from './frames.ts';

it('lets go of the frames decoded ahead where a film is given up', async () => {
  const path = join(temporaryFolder(), 'clip.mp4');
  await writeClip(path, { width: 64, height: 48, times: Array.from({ length: 61 }, (_, i) => i / 10) });
  const media = await openCodecs();
  const input = new media.Input({ formats: media.ALL_FORMATS, source: new media.FilePathSource(path) });
  const frames = decodedFrames(media, (await input.getPrimaryVideoTrack())!, path);
  const { value: first } = await frames.next();
  const close = vi.spyOn(media.VideoSample.prototype, 'close');
  await frames.return();
  await vi.waitUntil(() => close.mock.contexts.some((sample) => sample !== first));
  input.dispose();
});
