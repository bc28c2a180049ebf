import { EVERYBODY, listStyles, readImage } from '@atelier/db';
import { variant } from './picture.ts';

/** A picture for the pages that anybody may see: that of the gallery's first built-in style, as an address that holds it. */
export interface Welcome {
  address: string;
  width: number;
  height: number;
  title: string;
  artist: string | null;
  year: string | null;
  slug: string;
  builtIn: boolean;
}

let made: Promise<Welcome | undefined> | undefined;

/** Undefined where no style is built in. */
export function welcome(): Promise<Welcome | undefined> {
  made ??= make();
  made.catch(() => (made = undefined)); // asked again it is tried again
  return made;
}

async function make(): Promise<Welcome | undefined> {
  const style = (await listStyles(null)).find(({ builtIn }) => builtIn);
  const image = style && (await readImage(style.image.sha256, EVERYBODY));
  if (!image) return undefined;
  const bytes = await variant(image.bytes, 640);
  const { title, artist, year, slug, builtIn } = style;
  const { width, height } = image;
  return {
    address: `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`,
    ...{ width, height, title, artist, year, slug, builtIn },
  };
}
