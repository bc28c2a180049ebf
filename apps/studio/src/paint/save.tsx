'use client';
import type { ImageInfo } from '@atelier/db';
import { Download, Share2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '@/ui/toast.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { Button } from '@/ui/button.tsx';
import { SelectField } from '@/ui/field.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { share, useCanShare } from '@/ui/share.ts';
import { pictureUrl } from '@/pictures/device-pictures.ts';
import type { Mask } from './mask.ts';
import { blendedFile, type BlendOptions, loadBitmap } from './blending.ts';

const formats = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const;
type Format = keyof typeof formats;

interface SaveProps {
  photo: ImageInfo;
  painting: ImageInfo | undefined;
  /** Mixed in. */
  other: ImageInfo | undefined;
  mask: Mask;
  options: BlendOptions;
  /** Of the file, without extension. */
  name: string;
}

/** Makes the file in the browser, at the photo's full size, with the strength and colours that are set. */
export function Save({ photo, painting, other, mask, options, name }: SaveProps) {
  const t = useTranslations('paint');
  const failure = useFailure();
  const [format, setFormat] = useState<Format>('png');
  const [busy, setBusy] = useState(false);
  const canShare = useCanShare('a.jpg', 'image/jpeg');

  /** The file with what is set, or undefined where it could not be made; that is said. */
  const make = async (type: Format): Promise<File | undefined> => {
    if (!painting) return undefined;
    setBusy(true);
    try {
      const load = ({ sha256 }: ImageInfo) => loadBitmap(pictureUrl(sha256));
      const [below, above, second] = await Promise.all([load(photo), load(painting), other && load(other)]);
      const layers = { photo: below, painting: above, other: second };
      const blob = await blendedFile(layers, options, mask, formats[type]).finally(() =>
        [below, above, second].forEach((each) => each?.close()),
      );
      return new File([blob], `${name}.${type}`, { type: blob.type });
    } catch (error) {
      toast.error(t('saveFailed', { detail: failure(error) }));
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const save = async () => {
    const file = await make(format);
    if (!file) return;
    saveFile(file, file.name);
    toast.success(t('saved', { name: file.name }));
  };
  const shareJpeg = async () => {
    const file = await make('jpg');
    if (file) await share(file, (error) => toast.error(t('saveFailed', { detail: failure(error) })));
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
        {canShare && (
          <Button
            size="icon"
            aria-label={t('share')}
            disabled={!painting || busy}
            onClick={() => void shareJpeg()}
          >
            <Share2 aria-hidden />
          </Button>
        )}
      </div>
      <p className="mt-2 text-xs text-soft">{t('fullSize', { width: photo.width, height: photo.height })}</p>
    </div>
  );
}
