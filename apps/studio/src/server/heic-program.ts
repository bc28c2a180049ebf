/** Reads a HEIC file from its input and writes a JPEG to its output; see heic.ts. */
import { buffer } from 'node:stream/consumers';
import decode from 'heic-decode';
import sharp from 'sharp';

const bytes = await buffer(process.stdin);
// sharp reads what the file says of itself, not its pixels; libheif gives those upright, in the file's own colours.
const { icc } = await sharp(bytes).metadata();
const { width, height, data } = await decode({ buffer: bytes });
const jpeg = await sharp(data, { raw: { width, height, channels: 4 } })
  .flatten({ background: 'white' })
  .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  .toBuffer();
process.stdout.write(icc ? withProfile(jpeg, icc) : jpeg);

/** The JPEG saying that its colours are of this profile (ICC.1:2022, annex B.4): sharp can only convert to one. */
function withProfile(jpeg: Buffer, icc: Buffer): Buffer {
  const MOST = 65_519; // bytes of a profile in one segment
  const count = Math.ceil(icc.length / MOST);
  const segments = Array.from({ length: count }, (_, i) => {
    const part = icc.subarray(i * MOST, (i + 1) * MOST);
    const head = Buffer.from('\xff\xe2\0\0ICC_PROFILE\0\0\0', 'latin1');
    head.writeUInt16BE(part.length + 16, 2);
    head.set([i + 1, count], 16);
    return Buffer.concat([head, part]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}
