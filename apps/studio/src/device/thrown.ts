/** What is thrown where this browser paints: its reason goes along to the page, as Comlink itself takes an error's words only. */
import { PaintingMemoryError } from '@atelier/stylize';
import { FilmRefused } from '@atelier/stylize/film';
import { transferHandlers } from 'comlink';
import { type Reason, reasonOf } from '@/contracts/refused.ts';

/** What engines of JavaScript and WASM, and ONNX Runtime, say where there is no memory left. */
const MEMORY =
  /out of memory|bad_alloc|\bOOM\b|alloc\w* (failed|memory)|array (buffer )?length|(grow|allocate) .*memory|no memory for/i;
/** Of scripts and programs that are fetched when they are first needed. */
const FETCHED =
  /failed to (fetch|load chunk)|importing a module|fetching of the wasm|load failed|networkerror/i;
const GRAPHICS = /webgpu|gpu ?(adapter|device|buffer)|device (is|was) lost/i;

/** Why it failed, in words of the page's where they are known. @internal */
export function thrownReason(thrown: unknown): Reason {
  if (thrown instanceof FilmRefused) return thrown.why;
  if (thrown instanceof PaintingMemoryError) return { kind: 'deviceMemory' };
  const reason = reasonOf(thrown);
  if (typeof reason === 'string' || reason.kind !== 'inBrowser') return reason;
  if (MEMORY.test(reason.words)) return { kind: 'deviceMemory' };
  if (FETCHED.test(reason.words)) return { kind: 'noAnswer' };
  if (GRAPHICS.test(reason.words)) return { kind: 'graphics' };
  return reason;
}

interface Wire {
  isError: boolean;
  value: object;
}

/** Has what this worker throws bring its reason along. */
export function sendReasons(): void {
  const plain = transferHandlers.get('throw')!;
  transferHandlers.set('throw', {
    ...plain,
    serialize: (thrown) => {
      const { value } = thrown as { value: unknown };
      const [wire, moved] = plain.serialize(thrown) as [Wire, Transferable[]];
      return [
        wire.isError ? { ...wire, value: { ...wire.value, reason: thrownReason(value) } } : wire,
        moved,
      ];
    },
  });
}
