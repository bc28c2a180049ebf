/**
 * A photo with all the pixels that the sensor of the camera behind `track` gives; where the browser cannot ask it for one, or
 * there is no track, the frame that the video shows.
 */
export async function takePhoto(
  track: MediaStreamTrack | undefined,
  video: HTMLVideoElement,
  mirror: boolean,
): Promise<Blob> {
  const taken = await createImageBitmap((track && (await stillOf(track))) ?? video);
  const { width, height } = taken;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error(`no canvas of ${width} × ${height} pixels`);
  if (mirror) context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(taken, 0, 0);
  taken.close();
  return context.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
}

/** As of W3C's MediaStream Image Capture, which some browsers have. */
interface ImageCapture {
  takePhoto(): Promise<Blob>;
}
type Capturing = { ImageCapture?: new (track: MediaStreamTrack) => ImageCapture };

async function stillOf(track: MediaStreamTrack): Promise<Blob | undefined> {
  const { ImageCapture } = globalThis as Capturing;
  if (!ImageCapture) return undefined;
  return new ImageCapture(track).takePhoto().catch((cause: unknown) => {
    // Some cameras give video only.
    console.warn('the camera takes no stills, its video is used:', cause);
    return undefined;
  });
}
