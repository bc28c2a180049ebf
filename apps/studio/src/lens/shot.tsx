'use client';
import type { ImageInfo, Style } from '@atelier/db';
import { Download, Send, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { toast } from '@/ui/toast.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { pictureFile, pictureUrl } from '@/pictures/device-pictures.ts';
import { rememberPhoto } from '@/photo/chosen-photo.ts';
import { sendPhoto } from '@/photo/upload.ts';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { saveFile } from '@/ui/save-file.ts';
import type { LensSettings } from './painted-frames.ts';
import { useShotPainting } from './use-shot-painting.ts';

interface ShotProps {
  /** As the camera took it; it is in this browser only. */
  photo: ImageInfo;
  style: Style;
  settings: LensSettings;
  onClose: () => void;
}

/** A photo that was taken: painted here like any photo, at its own size; to be saved, or sent to the paint page. */
export function Shot({ photo, style, settings, onClose }: ShotProps) {
  const t = useTranslations();
  const failure = useFailure();
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const { status, finished, reason, retry } = useShotPainting(photo, settings);

  const send = async () => {
    setSending(true);
    try {
      const { id } = await sendPhoto(
        new File([await pictureFile(photo.sha256)], `${t('lens.photoName')}.jpg`),
      );
      rememberPhoto(id);
      router.push(`/styles/${style.slug}?photo=${id}`);
    } catch (cause) {
      setSending(false);
      toast.error(failure(cause));
    }
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/70" />
        <Dialog.Content className="fixed inset-3 z-50 m-auto flex h-fit max-h-[calc(100dvh-1.5rem)] w-fit max-w-[calc(100vw-1.5rem)] flex-col gap-4 overflow-auto rounded-lg border border-line bg-paper p-4 shadow-frame sm:min-w-md">
          <div className="flex items-center justify-between gap-6">
            <Dialog.Title className="text-lg">{t('lens.shot')}</Dialog.Title>
            <Dialog.Close asChild>
              <Button look="quiet" size="icon" aria-label={t('actions.close')}>
                <X aria-hidden />
              </Button>
            </Dialog.Close>
          </div>
          <img
            src={pictureUrl((finished?.image ?? photo).sha256)}
            alt={t(finished ? 'lens.shotPainted' : 'lens.shotPlain')}
            className={cn(
              'mx-auto block max-h-[60dvh] max-w-full bg-sunken',
              !finished && 'opacity-50 grayscale',
            )}
          />
          {reason !== undefined ? (
            <Failure action={<Button onClick={retry}>{t('actions.retry')}</Button>}>
              {t('paint.failed', { detail: failure({ reason }) })}
            </Failure>
          ) : (
            !finished && (
              <Meter
                label={t('paint.painting')}
                value={status?.state === 'working' && status.done > 0 ? status.done : null}
              />
            )
          )}
          <Dialog.Description className="max-w-prose text-xs text-soft">
            {finished ? t('lens.shotSendHint') : t('paint.painting')}
          </Dialog.Description>
          <div className="flex flex-wrap gap-3">
            <Button
              look="seal"
              className="flex-1"
              disabled={!finished}
              onClick={() =>
                finished && saveFile(finished.file, `atelier-${style.slug.replace('~', '')}.jpg`)
              }
            >
              <Download aria-hidden />
              {t('lens.shotSave')}
            </Button>
            <Button className="flex-1" disabled={sending} onClick={() => void send()}>
              <Send aria-hidden />
              {t('lens.shotSend')}
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
