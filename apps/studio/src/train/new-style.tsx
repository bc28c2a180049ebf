import { useTranslations } from 'next-intl';
import { Part } from './part.tsx';
import { type Label, LabelFields } from './label-fields.tsx';
import { type ChosenPicture, StylePicture } from './style-picture.tsx';

/** A style that is not one yet: the picture to learn from, and what it is called. */
export interface NewStyle {
  picture?: ChosenPicture;
  label: Label;
}

export const isComplete = ({ picture, label }: NewStyle) => Boolean(picture && label.title?.trim());

interface NewStyleFieldsProps {
  value: NewStyle;
  onValue: (value: NewStyle) => void;
  /** The form has been sent: what is missing is said. */
  asked: boolean;
}

export function NewStyleFields({ value: { picture, label }, onValue, asked }: NewStyleFieldsProps) {
  const t = useTranslations('train');
  const choose = (next: ChosenPicture) => {
    // Only where nobody has typed one.
    const own = label.title?.trim() && label.title !== titleOf(picture);
    onValue({ picture: next, label: own ? label : { ...label, title: titleOf(next) } });
  };
  return (
    <>
      <Part title={t('picture')}>
        <StylePicture chosen={picture} onChoose={choose} />
        {asked && !picture && (
          <p role="alert" className="mt-2 text-xs text-danger">
            {t('noPicture')}
          </p>
        )}
      </Part>
      <Part title={t('label')}>
        <LabelFields
          label={label}
          onLabel={(next) => onValue({ ...(picture && { picture }), label: next })}
          asked={asked}
        />
      </Part>
    </>
  );
}

/** What a file's name says: `my_garden-2.jpg` is My garden 2. */
function titleOf(picture: ChosenPicture | undefined): string {
  const words =
    picture?.file.name
      .replace(/\.\w+$/, '')
      .replace(/[_-]+/g, ' ')
      .trim() ?? '';
  return words.charAt(0).toUpperCase() + words.slice(1);
}
