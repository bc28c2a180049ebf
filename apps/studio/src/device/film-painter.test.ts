import { expect, it } from 'vitest';
import { paintFilm } from './film-painter.ts';

it('says that there is no WebCodecs where there is none, as in Node', async () => {
  const painting = paintFilm(new Blob(), {
    paint: (frame) => Promise.resolve(frame),
    tell: () => undefined,
    signal: new AbortController().signal,
  });
  await expect(painting).rejects.toMatchObject({ why: { kind: 'noWebCodecs' } });
});
