/** The cookie in which a visitor's photo is remembered: its id. */
export const PHOTO_COOKIE = 'photo';
