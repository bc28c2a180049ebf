'use client';
import { ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import Cropper, { type Area } from 'react-easy-crop';
import { sendPicture } from '@/photo/upload.ts';
import { usePictureDrop } from '@/photo/use-picture-drop.ts';
import { Choice } from '@/ui/choice.tsx';
import { cn } from '@/ui/class-names.ts';
import { FileButton } from '@/ui/file-button.tsx';
import { Failures } from '@/ui/notice.tsx';
import { Slider } from '@/ui/slider.tsx';
import { at } from '@/contracts/base-path.ts';

const aspects = ['original', '1', '4:3', '3:4'] as const;
type Aspect = (typeof aspects)[number];
const ratios: Record<Exclude<Aspect, 'original'>, number> = { '1': 1, '4:3': 4 / 3, '3:4': 3 / 4 };

/** The picture to learn from: a file that the server has looked at, and the part of it in pixels (null: all of it). */
export interface ChosenPicture {
  file: File;
  /** Its address in this page. */
  url: string;
  crop: Area | null;
}

interface StylePictureProps {
  chosen: ChosenPicture | undefined;
  onChoose: (chosen: ChosenPicture) => void;
}

export function StylePicture({ chosen, onChoose }: StylePictureProps) {
  const t = useTranslations();
  const drop = usePictureDrop({
    single: true,
    send: async (file) => {
      await sendPicture(at('/api/pictures?keep=no'), file);
      return file;
    },
    onSent: ([file]) => {
      if (chosen) URL.revokeObjectURL(chosen.url);
      onChoose({ file: file!, url: URL.createObjectURL(file!), crop: null });
    },
  });
  return (
    <div
      {...drop.getRootProps()}
      className={cn(
        'rounded-lg outline-2 outline-offset-4 outline-transparent outline-dashed',
        drop.over && 'outline-seal',
      )}
    >
      {chosen ? (
        <Crop key={chosen.url} chosen={chosen} onChoose={onChoose} />
      ) : (
        <div className="flex min-h-64 flex-col items-center justify-center gap-3 border-8 border-paper bg-sunken p-8 text-center shadow-frame">
          <p className="pointer-coarse:hidden">{drop.over ? t('upload.dropNow') : t('train.drop')}</p>
          <FileButton input={drop.getInputProps()}>
            <ImagePlus aria-hidden />
            {drop.sending > 0 ? t('upload.sending', { count: 1 }) : t('upload.pick')}
          </FileButton>
          <p className="text-xs text-soft">{t('upload.limits')}</p>
        </div>
      )}
      {chosen && (
        <FileButton look="quiet" size="small" className="mt-2 -ml-3.5" input={drop.getInputProps()}>
          <ImagePlus aria-hidden />
          {drop.sending > 0 ? t('upload.sending', { count: 1 }) : t('train.other')}
        </FileButton>
      )}
      <Failures of={drop.failures} />
    </div>
  );
}

function Crop({ chosen, onChoose }: StylePictureProps & { chosen: ChosenPicture }) {
  const t = useTranslations('train');
  const [aspect, setAspect] = useState<Aspect>('original');
  const [place, setPlace] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);

  const choose = (next: Aspect) => {
    setAspect(next);
    if (next === 'original') onChoose({ ...chosen, crop: null });
  };
  return (
    <>
      <div className="relative h-80 border-8 border-paper bg-sunken shadow-frame">
        {aspect === 'original' && (
          <img src={chosen.url} alt={t('picture')} className="size-full object-contain" />
        )}
        {aspect !== 'original' && (
          <Cropper
            image={chosen.url}
            aspect={ratios[aspect]}
            crop={place}
            zoom={zoom}
            onCropChange={setPlace}
            onZoomChange={setZoom}
            onCropComplete={(_, crop) => onChoose({ ...chosen, crop })}
            mediaProps={{ alt: t('picture') }}
            cropperProps={{ 'aria-label': t('cropHint') }}
          />
        )}
      </div>
      <div className="mt-4 space-y-3">
        <Choice
          label={t('aspect')}
          value={aspect}
          onChange={choose}
          options={aspects.map((value) => ({ value, label: t(`aspects.${value}`) }))}
        />
        {aspect !== 'original' && (
          <>
            <Slider
              label={t('zoom')}
              value={zoom}
              onChange={setZoom}
              min={1}
              max={4}
              step={0.05}
              shown={`${zoom.toFixed(2)}×`}
            />
            <p className="text-xs text-soft">{t('cropHint')}</p>
          </>
        )}
      </div>
    </>
  );
}
