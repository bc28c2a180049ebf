'use client';
import type { Photo } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { ImagePlus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Confirm } from '@/ui/confirm.tsx';
import { FileButton } from '@/ui/file-button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { rememberPhoto } from './chosen-photo.ts';
import { sendPicture } from './upload.ts';
import { usePictureDrop } from './use-picture-drop.ts';

interface PhotoChooserProps {
  photos: Photo[];
  chosen: Photo | undefined;
  onChoose: (photo: Photo) => void;
  onDeleted: (id: string) => void;
  className?: string;
}

/** The visitor's photo: dropped, pasted, picked, or one of those that are there. */
export function PhotoChooser({ photos, chosen, onChoose, onDeleted, className }: PhotoChooserProps) {
  const t = useTranslations();
  const router = useRouter();
  /** Refreshes: going back would show pages as they were, with other photos and another one chosen. */
  const choose = (photo: Photo) => {
    rememberPhoto(photo.id);
    onChoose(photo);
    router.refresh();
  };
  const drop = usePictureDrop(async (file) => {
    const alt = encodeURIComponent(file.name.replace(/\.\w+$/, ''));
    choose(await sendPicture<Photo>(`/api/pictures?alt=${alt}`, file));
  });

  const trpc = useTRPC();
  const remove = useMutation(
    trpc.photos.delete.mutationOptions({
      onSuccess: (_, { id }) => {
        onDeleted(id);
        const next = photos.find((photo) => photo.id !== id);
        if (chosen?.id === id && next) choose(next);
        else router.refresh();
        toast.success(t('photo.deleted'));
      },
      onError: (error) => toast.error(t('run.actionFailed', { detail: error.message })),
    }),
  );

  return (
    <section
      {...drop.getRootProps()}
      aria-label={t('paint.photo')}
      className={cn(
        'rounded-lg outline-2 outline-offset-8 outline-transparent outline-dashed',
        drop.isDragActive && 'outline-seal',
        className,
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FileButton input={drop.getInputProps()}>
          <ImagePlus aria-hidden />
          {drop.busy ? t('upload.sending') : t('photo.choose')}
        </FileButton>
        <p className="min-w-0 flex-1 basis-56 text-xs text-soft">
          {drop.isDragActive ? t('upload.dropNow') : `${t('upload.drop')} ${t('upload.limits')}`}
        </p>
      </div>
      {chosen && !chosen.builtIn && (
        <Confirm
          trigger={
            <Button look="quiet" size="small" className="mt-2 -ml-3.5">
              <Trash2 aria-hidden />
              {t('photo.delete')}
            </Button>
          }
          title={t('photo.deleteAsk')}
          consequence={t('photo.deleteConsequence')}
          verb={t('actions.delete')}
          onConfirm={() => remove.mutate({ id: chosen.id })}
        />
      )}
      {drop.failure && (
        <div className="mt-3">
          <Failure>{drop.failure}</Failure>
        </div>
      )}
      <ul className="-mx-1 mt-3 flex gap-2 overflow-x-auto px-1 py-1.5">
        {photos.map((photo) => (
          <li key={photo.id} className="shrink-0">
            <button
              type="button"
              aria-pressed={photo.id === chosen?.id}
              aria-label={t('photo.use', { alt: photo.alt })}
              onClick={() => choose(photo)}
              className="block overflow-hidden rounded-frame opacity-70 ring-seal ring-offset-2 ring-offset-wall transition-opacity hover:opacity-100 aria-pressed:opacity-100 aria-pressed:ring-2"
            >
              <Picture image={photo.image} alt="" sizes="96px" className="h-14 w-18 object-cover" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
