'use client';
import type { Photo } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRestore } from '@/deleted/use-restore.ts';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { Delete } from '@/ui/delete.tsx';

/** Deletes a photo of one's own from the studio, or forgets one that only this browser has. */
export function DeletePhoto({ photo, onDeleted }: { photo: Photo; onDeleted: (id: string) => void }) {
  const t = useTranslations();
  const { offer } = useRestore();
  const trpc = useTRPC();
  const actionFailed = useActionFailed();
  const remove = useMutation(
    trpc.photos.delete.mutationOptions({
      onSuccess: (_, { id }) => {
        onDeleted(id);
        offer(t('photo.deleted'), 'photo', id);
      },
      onError: actionFailed,
    }),
  );
  const onDevice = isDevicePhoto(photo);
  return (
    <Delete
      quiet
      className="mt-2 -ml-3.5"
      label={t('photo.delete')}
      title={t('photo.deleteAsk')}
      consequence={t(onDevice ? 'photo.forgetConsequence' : 'photo.deleteConsequence')}
      onConfirm={() => (onDevice ? onDeleted(photo.id) : remove.mutate({ id: photo.id }))}
    />
  );
}
