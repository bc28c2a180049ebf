/** A file that was dropped or pasted, until the page takes it. */
interface Dropped {
  file: File;
  /** The page it was meant for. */
  path: string;
}

declare global {
  interface Window {
    atelierDropped?: Dropped;
  }
}

/** Dispatched on `window` whenever a file is dropped outside an element of its own, or pasted. */
export const DROPPED = 'atelier-dropped';

/**
 * Keeps what is dropped or pasted anywhere on a page until somebody takes it; the browser would leave the page to show
 * a dropped file. Runs as an inline script before everything else, and so must not refer to anything outside itself:
 * a file may come before React has woken.
 */
export function keepDroppedFiles(): void {
  const keep = (event: Event, data: DataTransfer | null) => {
    const file = data?.files[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    window.atelierDropped = { file, path: location.pathname };
    dispatchEvent(new Event('atelier-dropped'));
  };
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => keep(event, event.dataTransfer));
  addEventListener('paste', (event) => keep(event, event.clipboardData));
}

/** The file that was dropped or pasted on this page and not taken yet. */
export function takeDroppedFile(): File | undefined {
  const dropped = window.atelierDropped;
  delete window.atelierDropped;
  return dropped?.path === location.pathname ? dropped.file : undefined;
}
