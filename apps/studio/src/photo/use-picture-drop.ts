'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { UploadFailed } from './upload.ts';

/**
 * A picture that is dropped on an element, pasted anywhere on the page, or picked, goes to `take`; what `take` throws
 * is put into words. Whether it is a picture is not asked here: the server looks at its content.
 */
export function usePictureDrop(take: (file: File) => Promise<void>) {
  const t = useTranslations('upload');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const accept = async (file: File | undefined) => {
    if (!file || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await take(file);
    } catch (error) {
      if (!(error instanceof UploadFailed)) throw error;
      setFailure(error.reason ? t(error.reason) : t('notSent', { detail: error.message }));
    } finally {
      setBusy(false);
    }
  };

  const zone = useDropzone({
    multiple: false,
    noClick: true,
    noKeyboard: true,
    onDrop: ([file]) => void accept(file),
  });

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (file) void accept(file);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  });

  return { ...zone, busy, failure };
}
