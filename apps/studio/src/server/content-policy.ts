/**
 * What a page may load and run: its own, and no script without the nonce. Styles may be inline, as components place
 * things by their style attributes; they run nothing.
 */
export function contentPolicy(nonce: string): string {
  // Only while it is edited does React need eval, to show where an error comes from.
  const evaluation = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    // A page reads what it keeps in the browser as it reads what it asks the studio for.
    "connect-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
