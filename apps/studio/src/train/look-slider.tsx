import { useFormatter, useTranslations } from 'next-intl';
import { at } from '@/contracts/base-path.ts';
import { Slider } from '@/ui/slider.tsx';

/**
 * Settings that one sees in the paintings: at both ends of each a picture tells what it does, painted by networks that were
 * trained with these values, 300 iterations from the start, the others as in Quick (public/looks).
 */
export const looks = {
  styleSize: { less: 192, more: 640 },
  styleWeight: { less: 0.15, more: 6 },
  totalVariationWeight: { less: 0.03, more: 20 },
} as const;

export type Look = keyof typeof looks;

interface LookSliderProps {
  name: Look;
  value: number;
  onValue: (text: string) => void;
}

/** One of the settings that one sees, on a scale of ratios: twice as much is as far wherever it begins. */
export function LookSlider({ name, value, onValue }: LookSliderProps) {
  const t = useTranslations('train.looks');
  const format = useFormatter();
  const { less, more } = looks[name];
  const place = Math.log(Math.min(more, Math.max(less, value || less)));
  const rounded = (exact: number) =>
    name === 'styleSize' ? Math.round(exact) : Number(exact.toPrecision(2));
  return (
    <div>
      <Slider
        label={t(`${name}.label`)}
        value={place}
        onChange={(next) => onValue(String(rounded(Math.exp(next))))}
        min={Math.log(less)}
        max={Math.log(more)}
        step={Math.log(more / less) / 40}
        shown={format.number(value, { maximumSignificantDigits: 3 })}
      />
      <div className="flex justify-between gap-4 text-xs text-soft">
        {(['less', 'more'] as const).map((end) => (
          <figure key={end} className="w-32 last:text-right">
            <img
              src={at(`/looks/${name}-${end}.jpg`)}
              alt=""
              width={256}
              height={176}
              loading="lazy"
              className="rounded-frame shadow-frame"
            />
            <figcaption className="mt-1">{t(`${name}.${end}`)}</figcaption>
          </figure>
        ))}
      </div>
    </div>
  );
}
