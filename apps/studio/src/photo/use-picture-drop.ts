'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { DROPPED, takeDroppedFiles } from './dropped-files.ts';
import { useFailure } from '@/ui/use-failure.ts';

interface PictureDrop<T> {
  /** Sends one picture; what it throws is put into words, and the others go on. */
  send: (file: File) => Promise<T>;
  /** What came of all that were given at once, without those that failed; at least one. */
  onSent: (sent: T[]) => void;
  /** Of several pictures only the first is taken, and that is said. */
  single?: boolean;
  /** Takes of what was given what is not for `send`, and gives the rest. */
  sort?: (files: File[]) => File[];
}

/**
 * Pictures that are dropped or pasted anywhere on the page, or picked. Those that came before the page was alive are taken
 * as soon as it is; those that come while others are being sent go after them. Whether they are pictures is not asked
 * here: the server looks at their content.
 */
export function usePictureDrop<T>({ send, onSent, single = false, sort = (files) => files }: PictureDrop<T>) {
  const t = useTranslations('upload');
  const failure = useFailure();
  const [sending, setSending] = useState(0);
  const [failures, setFailures] = useState<string[]>([]);
  /** Files are dragged over the page. */
  const [over, setOver] = useState(false);
  const last = useRef(Promise.resolve());

  const sendAll = async (files: File[], several: boolean) => {
    setFailures(several && single ? [t('onlyFirst', { name: files[0]!.name })] : []);
    const sent: T[] = [];
    for (const file of files)
      try {
        sent.push(await send(file));
      } catch (error) {
        const reason = failure(error);
        setFailures((others) => [...others, several ? t('named', { name: file.name, reason }) : reason]);
      } finally {
        setSending((count) => count - 1);
      }
    if (sent.length > 0) onSent(sent);
  };
  const accept = (given: File[]) => {
    const wanted = sort(given.length > 1 ? once(given.filter(isNoHidden)) : given);
    const files = single ? wanted.slice(0, 1) : wanted;
    if (files.length > 0) {
      setSending((count) => count + files.length);
      last.current = last.current.then(() => sendAll(files, wanted.length > 1));
    }
  };
  const acceptDropped = async (coming: Promise<File[]>) => {
    const files = await coming;
    if (files.length === 0) setFailures([t('noFile')]);
    accept(files);
  };

  const zone = useDropzone({
    multiple: !single,
    noClick: true,
    noKeyboard: true,
    preventDropOnDocument: false, // see keepDroppedFiles
    // All of them: where only one is taken, that is said here.
    onDrop: (accepted, rejected) => accept([...accepted, ...rejected.map(({ file }) => file)]),
  });

  useEffect(() => {
    // Entering a child comes before leaving its parent: only where nothing is entered the window has been left.
    const enter = ({ dataTransfer }: DragEvent) => setOver(dataTransfer?.types.includes('Files') ?? false);
    const leave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false);
    const end = () => setOver(false);
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('drop', end, true);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', end, true);
    };
  }, []);
  useEffect(() => {
    const onDropped = () => {
      const dropped = takeDroppedFiles();
      if (dropped) void acceptDropped(dropped);
    };
    addEventListener(DROPPED, onDropped);
    return () => removeEventListener(DROPPED, onDropped);
  });
  // What was dropped before this page was alive; once.
  useEffect(() => {
    const dropped = takeDroppedFiles();
    if (dropped) void acceptDropped(dropped);
  }, []);
  // What is in the field is taken out of it at once, whether it was picked before this page was alive or now, so that
  // nothing is taken twice; React, which wakes a page for an event too, finds the field empty.
  useEffect(() => {
    const field = zone.inputRef.current;
    if (!field) return;
    const takePicked = () => {
      const picked = [...(field.files ?? [])];
      field.value = ''; // the same file may be chosen again
      accept(picked);
    };
    takePicked();
    field.addEventListener('change', takePicked);
    return () => field.removeEventListener('change', takePicked);
  });

  return { ...zone, accept, over: over || zone.isDragActive, sending, failures };
}

/** A file that is given by itself and in its folder is one. */
const once = (files: File[]): File[] => [
  ...new Map(files.map((file) => [[file.name, file.size, file.lastModified].join(), file])).values(),
];

/** Folders hold files that nobody put there: .DS_Store, ._photo.jpg, Thumbs.db. */
const isNoHidden = ({ name }: File) => !name.startsWith('.') && !/^(thumbs\.db|desktop\.ini)$/i.test(name);
