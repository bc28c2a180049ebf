/** Takes a TrueType font apart and puts it together, with tables of one's own: to make hostile ones. */

export type Tables = Map<string, Uint8Array>;

const u16 = (...values: number[]) => values.flatMap((value) => [(value >> 8) & 255, value & 255]);
const u32 = (value: number) => u16(Math.floor(value / 65_536), value % 65_536);
export const bytes = { u16, u32 };

export function tablesOf(font: Uint8Array): Tables {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, k) => {
      const at = 12 + 16 * k;
      const from = view.getUint32(at + 8);
      const name = new TextDecoder().decode(font.subarray(at, at + 4));
      return [name, font.slice(from, from + view.getUint32(at + 12))];
    }),
  );
}

export function fontOf(tables: Tables): Uint8Array {
  let at = 12 + 16 * tables.size;
  const head = [...u32(0x0001_0000), ...u16(tables.size, 0, 0, 0)];
  const parts: Uint8Array[] = [];
  for (const [name, table] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    head.push(...new TextEncoder().encode(name), ...u32(0), ...u32(at), ...u32(table.length));
    const padded = new Uint8Array(4 * Math.ceil(table.length / 4));
    padded.set(table);
    parts.push(padded);
    at += padded.length;
  }
  return Buffer.concat([Uint8Array.from(head), ...parts]);
}

/** The outlines replaced: each glyph's bytes, in their order; those that are not given are empty. */
export function withGlyphs(tables: Tables, glyphs: Uint8Array[]): Tables {
  const count = new DataView(tables.get('maxp')!.buffer).getUint16(4);
  const head = Uint8Array.from(tables.get('head')!);
  new DataView(head.buffer).setInt16(50, 1); // long places
  let at = 0;
  const places = [0];
  for (let k = 0; k < count; k++) places.push((at += glyphs[k]?.length ?? 0));
  return new Map([
    ...tables,
    ['head', head],
    ['loca', Uint8Array.from(places.flatMap(u32))],
    ['glyf', Buffer.concat(glyphs.slice(0, count))],
  ]);
}

/** A glyph that is two copies of another one. */
export const twice = (other: number): Uint8Array =>
  Uint8Array.from([...u16(0xffff, 0, 0, 1000, 1000), ...u16(0x0020, other, 0), ...u16(0, other, 1)]);

/** A glyph of so many points, in one contour that zigzags. */
export function zigzag(points: number): Uint8Array {
  const flags = Uint8Array.from({ length: points }, () => 1); // on the curve, both coordinates in 16 bits
  const steps = Array.from({ length: points }, (_, k) => u16(k % 2 ? 500 : -500 & 0xffff)).flat();
  return Buffer.concat([Uint8Array.from(u16(1, 0, 0, 1000, 1000, points - 1, 0)), flags, Uint8Array.from(steps), Uint8Array.from(steps)]); // prettier-ignore
}

/** A table of characters of so many groups, each from U+0000 to U+10FFFF. */
export function cmapOf(groups: number): Uint8Array {
  const table = Buffer.alloc(12 + 16 + 12 * groups);
  table.set([...u16(0, 1, 3, 10), ...u32(12), ...u16(12, 0), ...u32(16 + 12 * groups), ...u32(0), ...u32(groups)]); // prettier-ignore
  for (let k = 0; k < groups; k++) table.writeUInt32BE(0x10_ffff, 28 + 12 * k + 4);
  for (let k = 0; k < groups; k++) table.writeUInt32BE(1, 28 + 12 * k + 8);
  return table;
}

/** Rules (GSUB, for every script) that make `times` of each glyph between two numbers, one after the other so many times over. */
export function multiplying(first: number, last: number, times: number, rounds: number): Uint8Array {
  const count = last - first + 1;
  const coverage = [...u16(2, 1, first, last, 0)];
  const sequences = Array.from({ length: count }, (_, k) => u16(times, ...Array.from({ length: times }, () => first + k))); // prettier-ignore
  const places: number[] = [];
  let at = 6 + 2 * count;
  for (const sequence of sequences) {
    places.push(at);
    at += sequence.length;
  }
  const subtable = [...u16(1, at, count, ...places), ...sequences.flat(), ...coverage];
  const lookup = [...u16(2, 0, 1, 8), ...subtable];
  const scripts = [...u16(1), ...new TextEncoder().encode('DFLT'), ...u16(8), ...u16(4, 0, 0, 0xffff, 1, 0)];
  const all = Array.from({ length: rounds }, (_, k) => k);
  const feature = [...u16(0, rounds, ...all)];
  const features = [...u16(1), ...new TextEncoder().encode('ccmp'), ...u16(8), ...feature];
  const list = [...u16(rounds, ...all.map((k) => 2 + 2 * rounds + k * lookup.length))];
  const from = 10 + scripts.length;
  return Uint8Array.from([
    ...u16(1, 0, 10, from, from + features.length),
    ...[...scripts, ...features, ...list],
    ...all.flatMap(() => lookup),
  ]);
}
