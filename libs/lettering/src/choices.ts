// What may be chosen for a word: by itself, so that pages can name it without the libraries that draw.

/** How a word is painted: drawn along its strokes, filled with a painted photo, or of the texture of a style's own picture. */
export const ways = ['drawn', 'filled', 'texture'] as const;
export type Way = (typeof ways)[number];

/** Where shorter lines stand. */
export const alignments = ['start', 'centre', 'end'] as const;
export type Alignment = (typeof alignments)[number];

/** The fonts that come along, in the order in which `auto` looks for a letter. */
export const fontNames = ['abril-fatface', 'ma-shan-zheng', 'zcool-xiaowei', 'amiri', 'rozha-one'] as const;
export type FontName = (typeof fontNames)[number];
