import type * as Mediabunny from 'mediabunny';

/** Mediabunny, which whoever has films painted brings along: in a browser over WebCodecs, in Node over FFmpeg's codecs. */
export type Media = typeof Mediabunny;
