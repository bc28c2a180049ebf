/** Two photos are near-duplicates where their prints differ in at most so many of 64 bits. */
const MOST_APART = 4;
/** A print with fewer bits of one kind than this is of something even, like fog: it says nothing. */
const LEAST_BITS = 6;

/**
 * Which photos are nearly the same as one before them, by their prints (16 hex digits): the number of each, and of the first like
 * it. Prints that differ in at most four bits have one of five stretches of bits in common, so that only those are compared.
 */
export function nearDuplicates(prints: string[]): Map<number, number> {
  const found = new Map<number, number>();
  const buckets = new Map<string, number[]>();
  for (const [k, print] of prints.entries()) {
    const bits = BigInt(`0x${print}`).toString(2).padStart(64, '0');
    const ones = bits.replaceAll('0', '').length;
    if (ones < LEAST_BITS || ones > 64 - LEAST_BITS) continue;
    const keys = [0, 13, 26, 39, 52].map((from) => `${from}:${bits.slice(from, from + 13)}`);
    const alike = new Set(keys.flatMap((key) => buckets.get(key) ?? []));
    const first = [...alike]
      .sort((a, b) => a - b)
      .find((other) => apart(print, prints[other]!) <= MOST_APART);
    if (first !== undefined) {
      found.set(k, first);
      continue;
    }
    for (const key of keys) buckets.set(key, [...(buckets.get(key) ?? []), k]);
  }
  return found;
}

function apart(a: string, b: string): number {
  let count = 0;
  for (const from of [0, 8]) {
    let bits = (parseInt(a.slice(from, from + 8), 16) ^ parseInt(b.slice(from, from + 8), 16)) >>> 0;
    for (; bits; bits &= bits - 1) count++;
  }
  return count;
}
