import { fromEvent } from 'file-selector';

/** What was dropped or pasted, files and folders of them, until the page takes it. */
interface Dropped {
  /** As in a DataTransfer, which is empty once its event is over. */
  items: Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>[];
  /** The page it was meant for. */
  path: string;
}

declare global {
  interface Window {
    atelierDropped?: Dropped;
  }
}

/** Dispatched on `window` whenever files are dropped outside an element of their own, or pasted. */
export const DROPPED = 'atelier-dropped';

/**
 * Keeps what is dropped or pasted anywhere on a page until somebody takes it; the browser would leave the page to show
 * a dropped file. Runs as an inline script before everything else, and so must not refer to anything outside itself:
 * files may come before React has woken.
 */
export function keepDroppedFiles(): void {
  const keep = (event: Event, data: DataTransfer | null) => {
    const items = [...(data?.items ?? [])]
      .filter(({ kind }) => kind === 'file')
      .map((item) => {
        const [file, entry] = [item.getAsFile(), item.webkitGetAsEntry()];
        return { kind: 'file', getAsFile: () => file, webkitGetAsEntry: () => entry };
      });
    if (items.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    window.atelierDropped = { items, path: location.pathname };
    dispatchEvent(new Event('atelier-dropped'));
  };
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => keep(event, event.dataTransfer));
  addEventListener('paste', (event) => keep(event, event.clipboardData));
}

/** The files that were dropped or pasted on this page, those in folders too; null: none that were not taken yet. */
export function takeDroppedFiles(): Promise<File[]> | null {
  const dropped = window.atelierDropped;
  delete window.atelierDropped;
  if (dropped?.path !== location.pathname) return null;
  return fromEvent({ type: 'drop', dataTransfer: { items: dropped.items } }) as Promise<File[]>;
}

/** Calls `onUntaken` when what was dropped or pasted was not for anybody on this page. Gives how to end it. */
export function watchUntaken(onUntaken: () => void): () => void {
  // Once all that listen have had their turn.
  const look = () => queueMicrotask(() => window.atelierDropped && onUntaken());
  addEventListener(DROPPED, look);
  return () => removeEventListener(DROPPED, look);
}

/** Keeps what nobody took for another page. */
export function passDroppedTo(path: string): void {
  if (window.atelierDropped) window.atelierDropped.path = path;
}
