/** Files that were dropped or pasted, until the page takes them. */
interface Dropped {
  files: File[];
  /** The page they were meant for. */
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
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    window.atelierDropped = { files, path: location.pathname };
    dispatchEvent(new Event('atelier-dropped'));
  };
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => keep(event, event.dataTransfer));
  addEventListener('paste', (event) => keep(event, event.clipboardData));
}

/** The files that were dropped or pasted on this page and not taken yet. */
export function takeDroppedFiles(): File[] {
  const dropped = window.atelierDropped;
  delete window.atelierDropped;
  return dropped?.path === location.pathname ? dropped.files : [];
}
