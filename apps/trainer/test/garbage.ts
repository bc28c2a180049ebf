import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Does a work while garbage is collected again and again: what still points at memory that was given back finds it changed. */
export async function whileCollecting<T>(work: Promise<T>): Promise<T> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let next = setImmediate(function again() {
    collect();
    next = setImmediate(again);
  });
  return work.finally(() => clearImmediate(next));
}
