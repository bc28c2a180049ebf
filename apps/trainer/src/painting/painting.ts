import { blend, Painter, PaintingMemoryError, type Rgb } from '@atelier/stylize';
import type { Checkpoint } from '@atelier/model/checkpoint';
import { paintingMargin } from '@atelier/model/config';
import { exportOnnx, exportPasses } from '@atelier/model/onnx';
import * as ort from 'onnxruntime-node';
import { UsageError } from '../errors.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { MAX_PIXELS, type Photo, readPhoto, resizePhoto, writePhoto } from '../files/photo.ts';
import { openRowFile } from './row-file.ts';

/** How all photos of one call of the command are painted. */
export interface PaintingSettings {
  /** A .safetensors, .onnx or .pth file. */
  network: string;
  /** 0: the photo, 1: the painting. */
  strength: number;
  /** Take only the painting's light and dark. */
  keepColours: boolean;
  /** Paint at this many pixels on the short side, then scale back. */
  size?: number | undefined;
  /** Megabytes that painting may take beside the photo and the process itself. */
  memory: number;
  /** Threads of ONNX Runtime; 0: as it likes. */
  threads: number;
}

/** A photo to paint, and where the painting goes. */
export interface PaintingJob {
  photo: string;
  out: string;
}

/** The smallest side that the network's reflection padding bears. */
const LEAST = 32;

/** Paints photo files with one network. */
export class PhotoPainter {
  private constructor(
    private readonly painter: Painter,
    private readonly settings: PaintingSettings,
  ) {}

  /** @throws UsageError where the network's file does not do */
  static async open(settings: PaintingSettings): Promise<PhotoPainter> {
    const checkpoint = await readCheckpointFile(settings.network);
    const painter = await naming(settings.network, () => openPainter(checkpoint, settings.threads));
    return new PhotoPainter(painter, settings);
  }

  /**
   * Writes the painting of a photo, exactly as large as the photo, with the photo's alpha.
   * @param onProgress told the share done, 0..1
   * @throws UsageError where the photo cannot be read or the painting not be written
   */
  async paint({ photo: path, out }: PaintingJob, onProgress?: (done: number) => void): Promise<Photo> {
    const { strength, keepColours, size, memory } = this.settings;
    const photo = await readPhoto(path, { least: LEAST });
    const original = asRgb(photo);
    const working = size === undefined ? original : asRgb(await atSize(photo, size, path));
    let painting = await this.painter
      .paint(working, { memory: memory * 1e6, store: openRowFile, ...(onProgress && { onProgress }) })
      .catch((error: unknown) => {
        throw error instanceof PaintingMemoryError
          ? new UsageError(`${path}: ${error.message} (--memory, --size)`, { cause: error })
          : error;
      });
    if (working !== original)
      painting = asRgb(await resizePhoto(asPhoto(painting), photo.width, photo.height));
    if (strength < 1 || keepColours) painting = blend(original, painting, { strength, keepColours });
    await writePhoto({ ...photo, rgb: painting.data }, out);
    return photo;
  }

  close(): Promise<void> {
    return this.painter.close();
  }
}

/** @param threads of ONNX Runtime; 0: as it likes @throws CheckpointError where it is no network to paint with */
function openPainter(checkpoint: Checkpoint, threads: number): Promise<Painter> {
  const { architecture, training } = checkpoint.metadata;
  return Painter.open(
    {
      width: architecture.width,
      margin: paintingMargin(training),
      whole: exportOnnx(checkpoint),
      passes: () => exportPasses(checkpoint),
    },
    {
      create: (model, options) =>
        ort.InferenceSession.create(model, { ...options, intraOpNumThreads: threads }),
      Tensor: ort.Tensor,
    },
  );
}

/** The paintings of photos, each as large as its photo. @throws CheckpointError where it is no network to paint with */
export async function paintPhotos(checkpoint: Checkpoint, photos: Photo[]): Promise<Photo[]> {
  const painter = await openPainter(checkpoint, 0);
  const paintings: Photo[] = [];
  try {
    for (const photo of photos)
      paintings.push(asPhoto(await painter.paint(asRgb(photo), { store: openRowFile })));
    return paintings;
  } finally {
    await painter.close();
  }
}

async function atSize(photo: Photo, size: number, path: string): Promise<Photo> {
  const scale = size / Math.min(photo.width, photo.height);
  const [width, height] = [Math.round(photo.width * scale), Math.round(photo.height * scale)];
  if (width * height > MAX_PIXELS)
    throw new UsageError(
      `${path}: --size ${size} makes it ${width}×${height} pixels, more than are painted at once`,
    );
  return resizePhoto(photo, width, height);
}

function asRgb({ width, height, rgb }: Photo): Rgb {
  return { width, height, data: rgb };
}

function asPhoto({ width, height, data }: Rgb): Photo {
  return { width, height, rgb: data };
}
