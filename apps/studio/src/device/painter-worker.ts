/** Paints in this browser, apart from the page: nothing that it is given leaves it. */
import { readCheckpoint } from '@atelier/model/checkpoint';
import { blend, openPainter, type Painter, PaintingMemoryError, type Rgb, Steady } from '@atelier/stylize';
import { FilmRefused } from '@atelier/stylize/film';
import type { FilmOptions } from '@atelier/stylize/film-options';
import { expose, transfer } from 'comlink';
import PQueue from 'p-queue';
import type { Backend, DeviceNetwork, DevicePainter, FrameOptions } from './device-painter.ts';
import { backends, openEngine, threads } from './engine.ts';
import { keepWorker } from './keep.ts';
import { networkFile } from './network-cache.ts';
import { canvasOf, drawnPixels } from './pixels.ts';
import { sendReasons } from './thrown.ts';

/** Megabytes that painting a photo may take, by what the device has (in GB, where the browser says it). */
const paintingMemory = () =>
  Math.min(700, 100 * ((navigator as { deviceMemory?: number }).deviceMemory ?? 4));

/** ONNX Runtime does one thing at a time. */
const queue = new PQueue({ concurrency: 1 });
let open: { key: string; painter: Painter } | undefined;
let giveUp = new AbortController();
let giveUpFilm = new AbortController();

/** The network, ready to paint; the last one is kept. */
async function painterOf(network: DeviceNetwork, backend: Backend): Promise<Painter> {
  const key = `${network.sha256} ${backend}`;
  if (open?.key === key) return open.painter;
  const checkpoint = readCheckpoint(await networkFile(network));
  await open?.painter.close();
  open = undefined;
  const suitedSize = network.suitedSize ?? undefined;
  const painter = await openPainter(checkpoint, await openEngine(backend), { suitedSize });
  open = { key, painter };
  return painter;
}

/** The pixels of a picture at this size; the picture is closed. */
function pixels(picture: ImageBitmap, width: number, height: number, mirror = false): Rgb {
  const seen = drawnPixels(width, height, (context) => {
    if (mirror) context.setTransform(-1, 0, 0, 1, width, 0);
    context.drawImage(picture, 0, 0, width, height);
  });
  picture.close();
  return seen;
}

/** The picture at the size at which it is shown. */
function enlarged(picture: OffscreenCanvas, { width, height }: FrameOptions['shown']): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return canvas.transferToImageBitmap();
}

/** Paints the frames of one film, each as the one before it lets it be. */
function framePainter(network: DeviceNetwork, backend: Backend, options: FilmOptions, signal: AbortSignal) {
  const { strokes, steady: keep, ...look } = options;
  const steady = new Steady(keep);
  const paint = async (frame: Rgb) => {
    const painter = await painterOf(network, backend);
    const painting = await painter.paint(frame, { strokes, memory: paintingMemory(), signal });
    return steady.next(frame, blend(frame, painting, look));
  };
  return (frame: Rgb) =>
    queue
      .add(() => paint(frame), { throwOnTimeout: true })
      .catch((cause: unknown) => {
        if (!(cause instanceof PaintingMemoryError)) throw cause;
        throw new FilmRefused(cause.message, { kind: 'largePicture' }, { cause });
      });
}

const painting: DevicePainter = {
  backends: async () => ({ ...(await backends()), threads: threads() }),
  paint: (photo, network, backend, strokes, onProgress) =>
    queue.add(
      async () => {
        giveUp = new AbortController();
        const bitmap = await createImageBitmap(photo);
        const painter = await painterOf(network, backend);
        const painted = await painter.paint(pixels(bitmap, bitmap.width, bitmap.height), {
          strokes,
          memory: paintingMemory(),
          signal: giveUp.signal,
          onProgress,
        });
        keepWorker().catch((cause: unknown) => console.warn(cause)); // no room for it, for example
        return canvasOf(painted).convertToBlob({ type: 'image/png' });
      },
      { throwOnTimeout: true },
    ),
  giveUp: () => giveUp.abort(),
  paintFrame: (frame, network, backend, { width, height, shown, mirror, ...look }: FrameOptions) =>
    queue.add(
      async () => {
        const painter = await painterOf(network, backend);
        const seen = pixels(frame, width, height, mirror);
        const painted = blend(seen, await painter.paint(seen, { strokes: 'full' }), look);
        const picture = enlarged(canvasOf(painted), shown);
        return transfer(picture, [picture]);
      },
      { throwOnTimeout: true },
    ),
  paintFilm: async (film, network, backend, options, tell) => {
    giveUpFilm = new AbortController();
    const { signal } = giveUpFilm;
    const { paintFilm } = await import('./film-painter.ts');
    return paintFilm(film, { paint: framePainter(network, backend, options, signal), tell, signal });
  },
  giveUpFilm: () => giveUpFilm.abort(),
};

sendReasons();
expose(painting);
