import { mayShow, readImage } from '@atelier/db';
import { VARIANT_WIDTHS } from '@/contracts/image-address.ts';
import { guarded } from '@/server/guard.ts';
import { keptVariant } from '@/server/variants.ts';

/**
 * `/images/<sha256>`: the stored file; `?w=640`: a WebP of that width (one of VARIANT_WIDTHS).
 * What a hash names never changes, so browsers keep it for good; with accounts they ask each time whether they may still
 * show it.
 */
export const GET = guarded(
  async (request, { params }: { params: Promise<{ hash: string }> }, { ownerId, account }) => {
    const { hash } = await params;
    const asked = new URL(request.url).searchParams.get('w');
    const width = VARIANT_WIDTHS.find((known) => String(known) === asked);
    if (!/^[0-9a-f]{64}$/.test(hash) || (asked !== null && width === undefined))
      return new Response(`use /images/SHA256, with ?w= one of ${VARIANT_WIDTHS.join(', ')}`, {
        status: 400,
      });
    const etag = `"${hash.slice(0, 32)}${width ? `-${width}` : ''}"`;
    const lasting = account ? 'no-cache' : 'max-age=31536000, immutable';
    const headers = { etag, 'cache-control': `private, ${lasting}` };
    const gone = () => new Response('there is no such picture any more', { status: 404 });
    const known = request.headers.get('if-none-match')?.includes(etag);
    // Reading asks this by itself; what is kept here, or by the browser, is shown without.
    if ((known || width) && !(await mayShow(hash, ownerId))) return gone();
    if (known) return new Response(null, { status: 304, headers });
    const read = () => readImage(hash, ownerId);
    const image = await (width ? keptVariant(hash, width, read) : read());
    if (!image) return gone();
    return new Response(new Uint8Array(image.bytes), {
      headers: {
        ...headers,
        'content-type': image.mime,
        'x-content-type-options': 'nosniff',
      },
    });
  },
);
