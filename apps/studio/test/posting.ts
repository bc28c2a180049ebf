/** Pictures sent to a route of the studio's as the browser of its one person sends them. */
import sharp from 'sharp';

export const host = { host: 'localhost:3000' };

/** Noise, so that no two are the same. */
export async function jpeg(width: number, height: number) {
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const;
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#777', noise } })
    .jpeg()
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}

export const post = (
  handler: (request: Request, context: unknown) => Promise<Response>,
  query: string,
  bytes: Buffer,
  headers: Record<string, string> = host,
) =>
  handler(
    new Request(`http://localhost:3000/?${query}`, { method: 'POST', headers, body: new Uint8Array(bytes) }),
    {},
  );
