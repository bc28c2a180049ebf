import type { Checkpoint } from '@atelier/model/checkpoint';
import {
  blend,
  LEAST_SIDE,
  openPainter,
  type Painter,
  PaintingMemoryError,
  type Rgb,
  type Strokes,
} from '@atelier/stylize';
import { devices, nodeEngine } from '@atelier/stylize/node';
import { oneLine, UsageError } from '../errors.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readMetadata } from '../files/metadata.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';
import { openRowFile } from './row-file.ts';

/** How all photos of one call of the command are painted. */
export interface PaintingSettings {
  /** A .safetensors, .onnx or .pth file. */
  network: string;
  /** 0: the photo, 1: the painting. */
  strength: number;
  /** Take only the painting's light and dark. */
  keepColours: boolean;
  strokes: Strokes;
  /** The working size that suits the style. */
  suitedSize?: number | undefined;
  /** Megabytes that painting may take beside the photo and the process itself. */
  memory: number;
  /** Threads of ONNX Runtime; 0: as it likes. */
  threads: number;
  /** What the painting's file says of the photo: when it was taken, by whom, whose it is; and where. */
  keepMetadata?: boolean;
  keepPlace?: boolean;
  /** Where ONNX Runtime computes; `cpu` unless given. */
  device?: string | undefined;
}

/** A photo to paint, and where the painting goes. */
export interface PaintingJob {
  photo: string;
  out: string;
}

/** Paints photo files with one network. */
export class PhotoPainter {
  private constructor(
    private readonly painter: Painter,
    private readonly settings: PaintingSettings,
  ) {}

  /** @throws UsageError where the network's file does not do */
  static async open(settings: PaintingSettings): Promise<PhotoPainter> {
    const checkpoint = await readCheckpointFile(settings.network);
    const { device = 'cpu', threads, suitedSize } = settings;
    if (!devices().includes(device))
      throw new UsageError(`--device ${device}: here there are ${devices().join(', ')}`);
    const open = () =>
      openPainter(checkpoint, nodeEngine(threads, device), { store: openRowFile, suitedSize });
    const painter = await naming(settings.network, open).catch((cause: unknown) => {
      if (device === 'cpu' || cause instanceof UsageError) throw cause;
      throw new UsageError(
        `--device ${device} cannot be used here: ${oneLine(String((cause as Error).message))}`,
        { cause },
      );
    });
    return new PhotoPainter(painter, settings);
  }

  /**
   * Writes the painting of a photo, exactly as large as the photo, with the photo's alpha.
   * @param onProgress told the share done, 0..1
   * @throws UsageError where the photo cannot be read or the painting not be written
   */
  async paint({ photo: path, out }: PaintingJob, onProgress?: (done: number) => void): Promise<Rgb> {
    const { keepMetadata, keepPlace = false } = this.settings;
    const photo = await readPhoto(path, { least: LEAST_SIDE });
    const metadata = keepMetadata ? await readMetadata(path, keepPlace) : undefined;
    await writePhoto(await this.paintRgb(photo, path, onProgress), out, { metadata });
    return photo;
  }

  /**
   * The painting of a picture, as the settings want it.
   * @param path names the picture in messages
   * @throws UsageError where it needs more memory than is allowed
   */
  async paintRgb(picture: Rgb, path: string, onProgress?: (done: number) => void): Promise<Rgb> {
    const { strength, keepColours, strokes, memory } = this.settings;
    const painting = await this.painter
      .paint(picture, { strokes, memory, onProgress })
      .catch((error: unknown) => {
        throw error instanceof PaintingMemoryError
          ? new UsageError(`${path}: ${error.message} (--memory, --strokes)`, {
              cause: error,
              why: [{ kind: 'largePicture' }],
            })
          : error;
      });
    return strength < 1 || keepColours ? blend(picture, painting, { strength, keepColours }) : painting;
  }

  close(): Promise<void> {
    return this.painter.close();
  }
}

/** The paintings of photos, each painted at its photo's size. @throws CheckpointError where it is no network to paint with */
export async function paintPhotos(
  checkpoint: Checkpoint,
  photos: Rgb[],
  suitedSize?: number,
): Promise<Rgb[]> {
  const painter = await openPainter(checkpoint, nodeEngine(), { store: openRowFile, suitedSize });
  const strokes = suitedSize === undefined ? 'full' : 'medium';
  const paintings: Rgb[] = [];
  try {
    for (const photo of photos) paintings.push(await painter.paint(photo, { strokes }));
    return paintings;
  } finally {
    await painter.close();
  }
}
