/** Decodes the film that it is told, while something else is rejected that nobody holds. */
import { openCodecs } from '../src/film/codecs.ts';
import { decodedFrames } from '../src/film/frames.ts';

const path = process.argv[2]!;
const media = await openCodecs();
const input = new media.Input({ formats: media.ALL_FORMATS, source: new media.FilePathSource(path) });
const video = (await input.getPrimaryVideoTrack())!;
for await (const frame of decodedFrames(media, video, path)) {
  frame.close();
  void Promise.reject(new Error('something else'));
}
