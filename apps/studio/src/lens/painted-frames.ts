import { transfer } from 'comlink';
import {
  type Backend,
  type DeviceNetwork,
  devicePainter,
  type FrameOptions,
} from '@/device/device-painter.ts';
import { Resolution, type Size } from './resolution.ts';

/** How frames are painted; what changes holds from the next frame on. */
export interface LensSettings extends Pick<FrameOptions, 'mirror' | 'strength' | 'keepColours'> {
  network: DeviceNetwork;
  backend: Backend;
}

/** What was painted in the last second or so: by what, at which size, and how many frames a second. */
export interface LensSpeed extends Size {
  backend: Backend;
  rate: number;
}

/** The long side, in pixels, of the canvas at most; frames are enlarged to it. */
const CANVAS_SIDE = 960;
/** Milliseconds over which the speed is told. */
const SPAN = 1000;

/**
 * Paints the frames of a video onto a canvas, one at a time: when one is done, the newest is next, and those between are
 * not painted. Begins at once, and ends with `stop`.
 */
export class PaintedFrames {
  #resolution = new Resolution();
  /** What painted the last frame: another network, or engine, first has to be got ready. */
  #ready: { backend: Backend; network: string } | undefined;
  #busy = false;
  #newer = false;
  #stopped = false;
  #callback: number;
  /** When the frames were drawn that the speed is told of. */
  #drawn: number[] = [];
  readonly #over = new AbortController();

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly canvas: HTMLCanvasElement,
    private settings: LensSettings,
    private readonly told: { speed: (speed: LensSpeed) => void; failed: (cause: unknown) => void },
  ) {
    this.#callback = video.requestVideoFrameCallback(this.#onFrame);
    // While it stands still, or nobody sees the page, no frames come: that time is no part of the painter's speed.
    const again = () => (this.#drawn = []);
    const { signal } = this.#over;
    video.addEventListener('play', again, { signal });
    document.addEventListener('visibilitychange', again, { signal });
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) void this.#paint();
  }

  /** A frame that stands still is painted again. */
  change(settings: LensSettings): void {
    this.settings = settings;
    if (this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) void this.#paint();
  }

  stop(): void {
    this.#stopped = true;
    this.#over.abort();
    this.video.cancelVideoFrameCallback(this.#callback);
  }

  readonly #onFrame = () => {
    this.#callback = this.video.requestVideoFrameCallback(this.#onFrame);
    void this.#paint();
  };

  async #paint(): Promise<void> {
    this.#newer = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#newer && !this.#stopped) {
        this.#newer = false;
        await this.#paintNewest();
      }
    } catch (cause) {
      this.stop();
      this.told.failed(cause);
    } finally {
      this.#busy = false;
    }
  }

  async #paintNewest(): Promise<void> {
    const { network, backend, ...look } = this.settings;
    const ready = this.#ready;
    if (backend !== ready?.backend) this.#resolution = new Resolution();
    if (backend !== ready?.backend || network.sha256 !== ready.network) this.#drawn = [];
    const since = performance.now();
    const frame = await createImageBitmap(this.video);
    const whole = { width: frame.width, height: frame.height };
    const size = this.#resolution.size(whole);
    const picture = await devicePainter().paintFrame(transfer(frame, [frame]), network, backend, {
      ...look,
      ...size,
      shown: shownSize(whole),
    });
    if (this.#stopped) return picture.close();
    const { canvas } = this;
    const { width, height } = picture;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    // The worker has drawn all of it: it is taken over as it is.
    canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(picture);
    const now = performance.now();
    if (backend === ready?.backend && network.sha256 === ready.network)
      this.#resolution.took(now - since, size);
    this.#ready = { backend, network: network.sha256 };
    this.#tell({ ...size, backend }, now);
  }

  #tell(painted: Omit<LensSpeed, 'rate'>, now: number): void {
    if (this.video.paused) return;
    this.#drawn.push(now);
    const since = this.#drawn[0]!;
    if (now - since < SPAN) return;
    this.told.speed({ ...painted, rate: (1000 * (this.#drawn.length - 1)) / (now - since) });
    this.#drawn = [now];
  }
}

/** The canvas of frames of this size. */
function shownSize({ width, height }: Size): Size {
  const scale = Math.min(1, CANVAS_SIDE / Math.max(width, height));
  // Video codecs want even sides.
  const even = (side: number) => 2 * Math.round((side * scale) / 2);
  return { width: even(width), height: even(height) };
}
