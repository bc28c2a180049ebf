import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';

export function rememberPhoto(id: string): void {
  document.cookie = `${PHOTO_COOKIE}=${id};path=/;max-age=31536000;samesite=lax`;
}
