/** The cookie in which a visitor's photo is remembered: its id. */
export const PHOTO_COOKIE = 'photo';

export function rememberPhoto(id: string): void {
  document.cookie = `${PHOTO_COOKIE}=${id};path=/;max-age=31536000;samesite=lax`;
}
