import { basename, dirname, join, resolve, sep } from 'node:path';

/** A file to paint, and the name of its painting in the folder for all of them. */
export interface Named {
  path: string;
  name: string;
}

/**
 * Each file once, the first time that it comes; where those of several folders would have one name, or one that is taken, with
 * the folders that they are in before it, as many as it takes. Those of one folder, such as a.png and a.tif, which both become
 * a.png, have one name even then.
 */
export function withNamesOfTheirOwn(files: Named[], taken: readonly string[] = []): Named[] {
  const known = new Set<string>();
  const once = files.filter(({ path }) => !known.has(resolve(path)) && known.add(resolve(path)));
  /** By where the painting would be, were it beside its file. */
  const places = new Map<string, { name: string; own: string; above: string[] }>();
  const placed = once.map(({ path, name }) => {
    const depth = name.split(sep).length;
    const place = `${resolve(dirname(path), basename(name))} ${depth}`;
    const above = resolve(path).split(sep).slice(1, -depth);
    if (!places.has(place)) places.set(place, { name, own: name, above });
    return { path, place: places.get(place)! };
  });
  for (let folders = 1; ; folders++) {
    const count = new Map(taken.map((name) => [name, 1]));
    for (const { name } of places.values()) count.set(name, (count.get(name) ?? 0) + 1);
    const several = [...places.values()].filter(
      ({ name, above }) => count.get(name)! > 1 && above.length >= folders,
    );
    if (several.length === 0) return placed.map(({ path, place }) => ({ path, name: place.name }));
    for (const place of several) place.name = join(...place.above.slice(-folders), place.own);
  }
}
