/** How far photos go, in words: `10000 photos to train on, 4 an iteration: all of them once in 2500 iterations, 4 times in 10000`. */
export function photosLast(
  photos: number,
  { batch, iterations, photoOrder }: { batch: number; iterations: number; photoOrder: 'shuffled' | 'drawn' },
): string {
  const once = Math.ceil(photos / batch);
  const times = (iterations * batch) / photos;
  const said = times >= 10 ? Math.round(times) : Number(times.toFixed(1));
  const how = photoOrder === 'drawn' ? `drawn at random, each ${said} times on average in ${iterations}` : times < 1 ? `${iterations} iterations see ${iterations * batch} of them` : `all of them once in ${once} iterations, ${said} times in ${iterations}`; // prettier-ignore
  return `${photos} ${photos === 1 ? 'photo' : 'photos'} to train on, ${batch} an iteration: ${how}`;
}
