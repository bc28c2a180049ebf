'use client';
import { useTranslations } from 'next-intl';
import { at } from '@/contracts/base-path.ts';
import { OWN_TEXTURE, textures } from '@/contracts/lettering.ts';
import { Button } from '@/ui/button.tsx';
import type { LettersState } from './letters-address.ts';
import { PictureField } from './picture-field.tsx';

interface TextureFieldProps {
  state: LettersState;
  onChange: (change: Partial<LettersState>) => void;
}

/** Whose look the letters take: designed letters that come along, or a picture of such. */
export function TextureField({ state, onChange }: TextureFieldProps) {
  const t = useTranslations('letters');
  const own = state.texture === OWN_TEXTURE;
  return (
    <div className="space-y-4">
      <div role="group" aria-label={t('ways.texture')} className="grid grid-cols-3 gap-2">
        {textures.map((texture) => (
          <button
            key={texture}
            type="button"
            aria-label={t('useTexture', { name: t(`textures.${texture}`) })}
            aria-pressed={texture === state.texture}
            onClick={() => onChange({ texture })}
            className="rounded-frame bg-white ring-seal ring-offset-2 ring-offset-wall aria-pressed:ring-2"
          >
            <img
              src={at(`/letter-textures/${texture}.webp`)}
              alt=""
              width={240}
              height={86}
              className="w-full"
            />
          </button>
        ))}
      </div>
      <Button
        size="small"
        aria-pressed={own}
        className="ring-seal ring-offset-2 ring-offset-wall aria-pressed:ring-2"
        onClick={() => onChange({ texture: OWN_TEXTURE })}
      >
        {t('ownTexture')}
      </Button>
      {own && (
        <>
          <PictureField
            label={t('texturePicture')}
            hint={t('texturePictureHint')}
            bring={t('bringPicture')}
            value={state.picture}
            own
            onChange={(picture) => onChange({ picture })}
          />
          <PictureField
            label={t('mask')}
            hint={t('maskHint')}
            bring={t('bringMask')}
            value={state.mask}
            own
            onChange={(mask) => onChange({ mask })}
          />
        </>
      )}
    </div>
  );
}
