/** Pictures that look alike, as what differs is transparent: with black, white or noise under it, and laid on white. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';

/** The short side is what the tests ask for: scaled, a picture on white rings otherwise at an edge than one that is laid there then. */
const [WIDTH, HEIGHT] = [96, 64];

/** Writes them into a folder. Returns their paths, the one on white last. */
export async function hiddenColours(folder: string): Promise<string[]> {
  const colours: Record<string, (i: number) => number> = {
    black: () => 0,
    white: () => 255,
    noise: (i) => (i * 7919) % 256,
  };
  const paths: string[] = [];
  for (const [name, hidden] of Object.entries(colours)) {
    const data = Buffer.alloc(4 * WIDTH * HEIGHT);
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
      const isSeen = (x - WIDTH / 2) ** 2 + (y - HEIGHT / 2) ** 2 < 30 ** 2;
      for (const channel of [0, 1, 2])
        data[4 * i + channel] = isSeen ? (3 * x + 60 * channel) % 256 : hidden(3 * i + channel);
      data[4 * i + 3] = isSeen ? 255 : 0;
    }
    const picture = sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } });
    paths.push(join(folder, `${name}.png`));
    writeFileSync(paths.at(-1)!, await picture.clone().png().toBuffer());
    if (name === 'white')
      writeFileSync(
        join(folder, 'flat.png'),
        await picture.flatten({ background: 'white' }).png().toBuffer(),
      );
  }
  return [...paths, join(folder, 'flat.png')];
}

/** All of them are one. */
export function expectAlike(values: object[]): void {
  expect(values).toHaveLength(4);
  for (const each of values) expect(each).toEqual(values.at(-1));
}
