declare module 'heic-decode' {
  /** The first picture of a HEIC file as RGBA, upright. */
  export default function decode(file: {
    buffer: Uint8Array;
  }): Promise<{ width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }>;
}
