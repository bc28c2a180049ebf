/** The longer side, in pixels, of the gallery's paintings: twice that of a card. */
export const PREVIEW_SIDE = 960;
