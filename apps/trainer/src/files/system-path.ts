/**
 * File names are bytes, and old disks hold some that are no UTF-8. Here they are texts all the same, as everywhere: each
 * byte beyond ASCII of such a name is a lone surrogate (U+DC80 to U+DCFF, as in Python's PEP 383), which no other text
 * holds, and which {@link systemPath} turns back for the file system.
 */
export function nameOf(bytes: Buffer): string {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
}

const LONE = /[\udc80-\udcff]/u;

/** A path as the file system takes it. */
export function systemPath(path: string): string | Buffer {
  if (!LONE.test(path)) return path;
  return Buffer.concat(
    Array.from(path, (letter) =>
      LONE.test(letter) ? Buffer.from([letter.charCodeAt(0) - 0xdc00]) : Buffer.from(letter),
    ),
  );
}
