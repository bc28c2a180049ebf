'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { PhotoStrip } from '@/photo/photo-strip.tsx';
import { sendPhoto } from '@/photo/upload.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { FileButton } from '@/ui/file-button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';

interface PictureFieldProps {
  label: string;
  hint: string;
  /** On the button that asks for a file. */
  bring: string;
  /** A photo's id; '': none. */
  value: string;
  /** None of the sample photos. */
  own?: boolean;
  onChange: (photo: string) => void;
}

/** Chooses one of the visitor's photos, or brings one; chosen once more, it is none. */
export function PictureField({ label, hint, bring, value, own = false, onChange }: PictureFieldProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const id = useId();
  const { data: photos = [] } = useQuery(trpc.photos.list.queryOptions());
  const send = useMutation({
    mutationFn: sendPhoto,
    onSuccess: async (photo) => {
      await queries.invalidateQueries(trpc.photos.list.queryFilter());
      onChange(photo.id);
    },
  });
  const { error } = send;
  const failure = useFailure();
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} className="mb-1 font-medium">
        {label}
      </p>
      <FileButton
        size="small"
        input={{
          onChange: ({ target }) => {
            const [file] = target.files ?? [];
            if (file) send.mutate(file);
            target.value = '';
          },
        }}
      >
        <ImagePlus aria-hidden />
        {bring}
      </FileButton>
      <p role="status" className="mt-1.5 text-xs text-soft">
        {send.isPending ? t('upload.sending', { count: 1 }) : hint}
      </p>
      {error && <Failure>{failure(error)}</Failure>}
      <PhotoStrip
        photos={photos.filter(({ builtIn }) => !(own && builtIn))}
        chosen={photos.find((photo) => photo.id === value)}
        onChoose={(photo) => onChange(photo.id === value ? '' : photo.id)}
      />
    </div>
  );
}
