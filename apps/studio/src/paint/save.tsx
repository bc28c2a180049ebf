'use client';
import type { ImageInfo } from '@atelier/db';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/ui/button.tsx';
import { SelectField } from '@/ui/field.tsx';
import { imageUrl } from '@/contracts/image-address.ts';
import { blendedFile, type BlendOptions, loadBitmap } from './blending.ts';

const formats = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const;
type Format = keyof typeof formats;

interface SaveProps {
  photo: ImageInfo;
  painting: ImageInfo | undefined;
  options: BlendOptions;
  /** Of the file, without extension. */
  name: string;
}

/** Makes the file in the browser, at the photo's full size, with the strength and colours that are set. */
export function Save({ photo, painting, options, name }: SaveProps) {
  const t = useTranslations('paint');
  const [format, setFormat] = useState<Format>('png');
  const [busy, setBusy] = useState(false);

  const save = async () => {
    if (!painting) return;
    setBusy(true);
    try {
      const [below, above] = await Promise.all([
        loadBitmap(imageUrl(photo.sha256)),
        loadBitmap(imageUrl(painting.sha256)),
      ]);
      const file = await blendedFile(below, above, options, formats[format]).finally(() => {
        below.close();
        above.close();
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `${name}.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      toast.success(t('saved', { name: link.download }));
    } catch (error) {
      toast.error(t('saveFailed', { detail: String(error) }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div>
      <div className="flex items-end gap-3">
        <SelectField
          label={t('format')}
          value={format}
          onChange={(event) => setFormat(event.target.value as Format)}
          className="h-10 w-28"
        >
          <option value="png">PNG</option>
          <option value="jpg">JPEG</option>
          <option value="webp">WebP</option>
        </SelectField>
        <Button look="seal" className="flex-1" disabled={!painting || busy} onClick={() => void save()}>
          <Download aria-hidden />
          {busy ? t('saving') : t('save')}
        </Button>
      </div>
      <p className="mt-2 text-xs text-soft">{t('fullSize', { width: photo.width, height: photo.height })}</p>
    </div>
  );
}
