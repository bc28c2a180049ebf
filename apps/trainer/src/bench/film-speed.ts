import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Rgb, Steady, type Strokes, toRgba } from '@atelier/stylize';
import { codecOf, formatOf, openCodecs } from '../film/codecs.ts';
import { paintFilm } from '../film/film.ts';
import { galleryPhotos } from '../files/assets.ts';
import { readPhoto } from '../files/photo.ts';
import { openFilmPainter } from './film.ts';
import { cutPart } from './part.ts';

export interface FilmSpeed {
  seconds: number;
  frames_per_second: number;
  /** Of a frame, on average: to paint it, and to steady it. What is left is decoding and encoding. */
  paint_s: number;
  steady_s: number;
}

export interface FilmSpeedSettings {
  style: string;
  width: number;
  height: number;
  frames: number;
  steady: number;
  strokes: Strokes;
}

/** Paints a film of a camera that moves over a photo, from file to file as `stylize` does, and says how fast. */
export async function benchFilmSpeed({
  style,
  frames,
  steady: keep,
  strokes,
  ...size
}: FilmSpeedSettings): Promise<FilmSpeed> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-film-'));
  const painter = await openFilmPainter(style);
  const steady = new Steady(keep);
  let [painting, steadying] = [0, 0];
  const paint = async (frame: Rgb) => {
    const start = performance.now();
    const painted = await painter.paint(frame, { strokes });
    const middle = performance.now();
    const steadied = steady.next(frame, painted);
    painting += middle - start;
    steadying += performance.now() - middle;
    return steadied;
  };
  try {
    const film = join(folder, 'film.mp4');
    await writeFilm(film, size, frames);
    const start = performance.now();
    await paintFilm(film, join(folder, 'painted.mp4'), { paint });
    const seconds = (performance.now() - start) / 1000;
    return {
      ...{ seconds, frames_per_second: frames / seconds },
      ...{ paint_s: painting / 1000 / frames, steady_s: steadying / 1000 / frames },
    };
  } finally {
    await painter.close();
    await rm(folder, { recursive: true });
  }
}

/** Thirty frames a second, over a photo that is a third larger, once from its one corner to the other. */
async function writeFilm(path: string, { width, height }: { width: number; height: number }, frames: number) {
  const side = Math.ceil((4 / 3) * Math.max(width, height));
  const photo = await readPhoto(galleryPhotos[0]!.path, { size: side });
  const media = await openCodecs();
  const output = new media.Output({ format: formatOf(media, path), target: new media.FilePathTarget(path) });
  const pictures = new media.VideoSampleSource({ codec: codecOf(path), quality: media.QUALITY_HIGH });
  output.addVideoTrack(pictures);
  await output.start();
  for (let t = 0; t < frames; t++) {
    const at = 0.3 + (0.4 * t) / frames;
    const frame = cutPart(photo, { width, height, at: [at, at] });
    const sample = new media.VideoSample(toRgba(frame), {
      ...{ format: 'RGBA', codedWidth: width, codedHeight: height },
      ...{ timestamp: t / 30, duration: 1 / 30 },
    });
    await pictures.add(sample);
    sample.close();
  }
  await output.finalize();
}
