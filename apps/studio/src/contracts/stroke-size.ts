/** The longer side, in pixels, at which a photo is painted: the smaller, the broader the strokes. */
export const strokeSizes = ['480', '960', '1600', 'full'] as const;
export type StrokeSize = (typeof strokeSizes)[number];
