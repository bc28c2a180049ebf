import { z } from 'zod';
import { strokeSizes } from '../../contracts/stroke-size.ts';

/** 640 is for the gallery's cards. */
export const paintingSizeSchema = z.enum([...strokeSizes, '640']);
export type PaintingSize = z.infer<typeof paintingSizeSchema>;

/** The longer side in pixels at which is painted. */
export const longSide = (size: PaintingSize) => (size === 'full' ? Infinity : Number(size));
