import { Camera, ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FileButton } from '@/ui/file-button.tsx';
import type { usePhotoDrop } from './use-photo-drop.ts';

interface PhotoButtonsProps {
  drop: ReturnType<typeof usePhotoDrop>;
  onDevice: boolean | undefined;
  main: boolean;
}

/** The ways to give a photo, and what is taken; over everything, while one is held above the page, that it may be let go. */
export function PhotoButtons({ drop, onDevice, main }: PhotoButtonsProps) {
  const t = useTranslations();
  return (
    <>
      {drop.over && (
        <div className="pointer-events-none fixed inset-3 z-40 flex items-center justify-center rounded-lg border-4 border-dashed border-seal bg-wall/60">
          <p className="rounded-full bg-paper px-6 py-3 text-base shadow-frame">{t('upload.dropNow')}</p>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:gap-x-2">
        <FileButton
          look={main ? 'seal' : 'outline'}
          size={main ? 'large' : 'normal'}
          className="max-sm:px-3.5"
          input={drop.getInputProps()}
        >
          <ImagePlus aria-hidden />
          {drop.sending > 0
            ? t(onDevice ? 'upload.reading' : 'upload.sending', { count: drop.sending })
            : t('photo.choose')}
        </FileButton>
        {/* Where there is no mouse there is a camera. */}
        <FileButton
          size={main ? 'large' : 'normal'}
          className="max-sm:px-3.5 not-pointer-coarse:hidden"
          input={{
            capture: 'environment',
            onChange: ({ target }) => drop.accept([...(target.files ?? [])]),
          }}
        >
          <Camera aria-hidden />
          {t('photo.camera')}
        </FileButton>
        <p className="min-w-0 flex-1 basis-56 text-xs text-soft">
          {drop.over
            ? t('upload.dropNow')
            : t.rich('upload.dropOrChoose', {
                drop: (words) => <span className="pointer-coarse:hidden">{words}</span>,
              })}
        </p>
      </div>
    </>
  );
}
