import { db } from '../src/database.ts';
import { getStyle, type NewStyle, type Style } from '../src/index.ts';
import { insertStyle } from '../src/styles/styles.ts';

/** A style on which no run learns yet. In the studio it comes with its first run. */
export async function createStyle(style: NewStyle): Promise<Style> {
  const id = await db().$transaction((tx) => insertStyle(tx, style));
  const { slug } = await db().style.findUniqueOrThrow({ where: { id } });
  return (await getStyle(slug, style.ownerId ?? null))!;
}
