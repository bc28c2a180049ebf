'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { DROPPED, takeDroppedFile } from './dropped-file.ts';
import { UploadFailed } from './upload.ts';

/**
 * A picture that is dropped or pasted anywhere on the page, or picked, goes to `take`; what `take` throws is put into
 * words. One that came before the page was alive is taken as soon as it is; one that comes while another is being sent
 * goes after it. Whether it is a picture is not asked here: the server looks at its content.
 */
export function usePictureDrop(take: (file: File) => Promise<void>) {
  const t = useTranslations('upload');
  const [sending, setSending] = useState(0);
  const [failure, setFailure] = useState<string>();
  const last = useRef(Promise.resolve());

  const send = async (file: File) => {
    setFailure(undefined);
    try {
      await take(file);
    } catch (error) {
      const reason = error instanceof UploadFailed ? error.reason : null;
      const detail = error instanceof Error ? error.message : String(error);
      setFailure(reason ? t(reason) : t('notSent', { detail }));
    } finally {
      setSending((count) => count - 1);
    }
  };
  const accept = (file: File | undefined) => {
    if (zone.inputRef.current) zone.inputRef.current.value = ''; // the same file may be chosen again
    if (!file) return;
    setSending((count) => count + 1);
    last.current = last.current.then(() => send(file));
  };

  const zone = useDropzone({
    multiple: false,
    noClick: true,
    noKeyboard: true,
    preventDropOnDocument: false, // see keepDroppedFiles
    onDrop: ([file]) => accept(file),
  });

  useEffect(() => {
    const onDropped = () => accept(takeDroppedFile());
    addEventListener(DROPPED, onDropped);
    return () => removeEventListener(DROPPED, onDropped);
  });
  // What came before this page was alive; once.
  useEffect(() => {
    accept(takeDroppedFile() ?? zone.inputRef.current?.files?.[0]);
  }, []);

  return { ...zone, busy: sending > 0, failure };
}
