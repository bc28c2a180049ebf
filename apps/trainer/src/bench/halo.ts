import { openPainter, type Rgb, sizeOf } from '@atelier/stylize';
import { edgeContrast, enlarge, fringe, overshoot, profile } from '@atelier/stylize/full-size';
import { nodeEngine } from '@atelier/stylize/node';
import type { Style } from '../catalogue/styles.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { type Cell, composeSheet, writePhoto } from '../files/photo.ts';
import { bringToFullSize } from './full-size.ts';
import { plotProfiles } from './profile-plot.ts';

export interface HaloRow {
  style: string;
  /** Pixels of the photo: how wide a halo bringing the painting to full size has made; more than 3 are too many. */
  halo: number;
  /** Pixels of the small painting, and levels: how far from the edge the network itself paints otherwise. */
  fringe: number;
  fringe_levels: number;
  /** Mean gradient along the step, levels a pixel: of the small painting, of it enlarged, and at full size. */
  small: number;
  enlarged: number;
  full_size: number;
}

/** A step of two greys. The photo is painted as small as one of 24 megapixels would be. */
const STEP = { width: 4000, height: 600, at: 2003 };
const PIXELS = 24e6;
const PLOT = { width: 720, height: 384 };
const COLUMNS = 3;

/**
 * Paints a step edge in each style the default way for large pictures: how wide the halos beside it are, those that bringing
 * the painting to full size makes and those of the painting itself.
 * @param greys of the dark and of the light side, 0..255
 * @param out a picture with the profile of each style, in rows of three
 */
export async function benchHalo(
  styles: Style[],
  greys: readonly [number, number],
  out?: string,
): Promise<HaloRow[]> {
  const step = stepPhoto(greys);
  const share = Math.sqrt((STEP.width * STEP.height) / PIXELS);
  const rows: HaloRow[] = [];
  const plots: Cell[] = [];
  for (const { slug, checkpoints, suitedSize } of styles) {
    const painter = await openPainter(await readCheckpointFile(checkpoints.at(-1)!.path), nodeEngine());
    const { seen, small, full } = await bringToFullSize(painter, step, share * sizeOf('medium', suitedSize));
    await painter.close();
    const { width, levels } = fringe(small, Math.round((STEP.at * small.width) / STEP.width));
    const enlarged = enlarge(small, step);
    rows.push({
      ...{ style: slug, halo: overshoot(full, small, STEP.at), fringe: width, fringe_levels: levels },
      ...{ small: edgeContrast(seen, small), enlarged: edgeContrast(step, enlarged) },
      full_size: edgeContrast(step, full),
    });
    plots.push({ photo: await plotProfiles([step, enlarged, full].map(profile), STEP.at, slug) });
  }
  const lines = Array.from({ length: Math.ceil(plots.length / COLUMNS) }, (_, k) =>
    plots.slice(COLUMNS * k, COLUMNS * (k + 1)),
  );
  if (out !== undefined) await writePhoto(await composeSheet(lines, { ...PLOT, gap: 8 }), out);
  return rows;
}

function stepPhoto([dark, light]: readonly [number, number]): Rgb {
  const { width, height, at } = STEP;
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) =>
    Math.floor(i / 3) % width < at ? dark : light,
  );
  return { width, height, data };
}
