/** Rec. 709's shares of red, green and blue in the luminance. */
export const LUMINANCE = [0.2126, 0.7152, 0.0722] as const;
