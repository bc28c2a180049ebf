'use client';
import { useSyncExternalStore } from 'react';

/** Whether files of such a name and type can be shared: phones share them with their other apps, most other browsers do not. */
export const useCanShare = (name: string, type: string) =>
  useSyncExternalStore(
    () => () => undefined,
    () => navigator.canShare?.({ files: [new File([], name, { type })] }) ?? false,
    () => false,
  );

/** Shares a file. @param failed told why not, but where the visitor has thought better of it */
export async function share(file: File, failed: (error: Error) => void): Promise<void> {
  try {
    await navigator.share({ files: [file] });
  } catch (error) {
    if ((error as Error).name !== 'AbortError') failed(error as Error);
  }
}
