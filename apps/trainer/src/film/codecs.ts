import { extname } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * FFmpeg's codecs, as npm packages hold them for this platform, under WebCodecs' names.
 * @throws UsageError where there are none
 */
export async function openCodecs() {
  try {
    const [media, { registerMediabunnyServer }, { AV_LOG_QUIET, FFmpegError, Log }] = await Promise.all([
      import('mediabunny'),
      import('@mediabunny/server'),
      import('node-av'),
    ]);
    // Of the processor: to look for graphics cards takes longer than most films here are.
    registerMediabunnyServer({ hardwareContext: null });
    Log.setLevel(AV_LOG_QUIET); // what fails is said by us, once
    holdSecondRefusals(FFmpegError);
    return media;
  } catch (cause) {
    throw new UsageError(
      `films need FFmpeg's libraries, and they are not here for ${process.platform} ${process.arch} ` +
        `(npm package @seydx/node-av-${process.platform}-${process.arch}): run npm ci again, or paint the frames as pictures`,
      { cause, why: [{ kind: 'noCodecs', system: `${process.platform} ${process.arch}` }] },
    );
  }
}

let held = false;

/**
 * What FFmpeg refuses is thrown where it is asked for. When that codec is closed, the same error is rejected once more, and
 * nobody holds it. What else nobody holds is thrown, as it is where nobody listens.
 */
function holdSecondRefusals(Refusal: abstract new (...args: never) => Error): void {
  if (held) return;
  held = true;
  process.on('unhandledRejection', (reason) => {
    if (!(reason instanceof Refusal)) throw reason;
  });
}

export type Media = Awaited<ReturnType<typeof openCodecs>>;

const ending = (path: string) => extname(path).toLowerCase();

/** The container for a file of this name. */
export function formatOf(
  { Mp4OutputFormat, MovOutputFormat, WebMOutputFormat, MkvOutputFormat }: Media,
  out: string,
) {
  switch (ending(out)) {
    case '.webm':
      return new WebMOutputFormat();
    case '.mkv':
      return new MkvOutputFormat();
    case '.mov':
      return new MovOutputFormat({ fastStart: false });
    default:
      return new Mp4OutputFormat({ fastStart: false });
  }
}

/** The codec that plays in the most places. */
export const codecOf = (out: string) => (ending(out) === '.webm' ? 'vp9' : 'avc');
