/** Files of moving pictures that browsers make, those first that play in the most places. */
const TYPES = ['video/mp4;codecs=avc1', 'video/mp4', 'video/webm;codecs=vp9', 'video/webm'];

const recordingType = () => TYPES.find((type) => MediaRecorder.isTypeSupported(type));

/** What a canvas shows, as a file, without sound. */
export class Recording {
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];
  readonly #over: Promise<Blob>;

  /** Begins at once. @param onFailed told where the browser gives up; what it recorded until then is kept */
  constructor(canvas: HTMLCanvasElement, onFailed: (cause: unknown) => void) {
    const mimeType = recordingType();
    this.#recorder = new MediaRecorder(canvas.captureStream(), {
      ...(mimeType && { mimeType }),
      videoBitsPerSecond: 6e6,
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data));
    this.#recorder.addEventListener('error', (event) => onFailed(event.error));
    this.#over = new Promise((resolve) =>
      this.#recorder.addEventListener('stop', () =>
        resolve(new Blob(this.#parts, { type: this.#recorder.mimeType.split(';')[0] ?? '' })),
      ),
    );
    this.#recorder.start(1000);
  }

  /** Ends it, and gives the file. */
  stop(): Promise<Blob> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    return this.#over;
  }
}
