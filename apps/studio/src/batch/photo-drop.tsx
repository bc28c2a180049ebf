import { FolderOpen, ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { usePictureDrop } from '@/photo/use-picture-drop.ts';
import { cn } from '@/ui/class-names.ts';
import { FileButton } from '@/ui/file-button.tsx';

/** Where photos and folders of them are dropped or chosen. */
export function PhotoDrop({ drop }: { drop: ReturnType<typeof usePictureDrop> }) {
  const t = useTranslations();
  return (
    <section
      {...drop.getRootProps({ role: 'region' })}
      aria-label={t('batch.photos')}
      className={cn(
        'rounded-lg border-2 border-dashed border-line p-6 text-center',
        drop.over && 'border-seal bg-sunken',
      )}
    >
      <p className="mb-4 pointer-coarse:hidden">{drop.over ? t('upload.dropNow') : t('batch.drop')}</p>
      <div className="flex flex-wrap justify-center gap-3">
        <FileButton look="seal" size="large" input={drop.getInputProps()}>
          <ImagePlus aria-hidden />
          {drop.sending > 0 ? t('upload.sending', { count: drop.sending }) : t('batch.choose')}
        </FileButton>
        <FileButton
          size="large"
          className="pointer-coarse:hidden"
          input={{
            webkitdirectory: '',
            multiple: true,
            onChange: ({ target }) => drop.accept([...(target.files ?? [])]),
          }}
        >
          <FolderOpen aria-hidden />
          {t('batch.folder')}
        </FileButton>
      </div>
      <p className="mt-4 text-xs text-soft">{t('upload.limits')}</p>
    </section>
  );
}
