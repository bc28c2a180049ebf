import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { ToggleGroup } from 'radix-ui';
import { Fitted } from '@/ui/picture.tsx';

interface StyleChecksProps {
  styles: Style[];
  /** Their slugs. */
  chosen: string[];
  onChoose: (slugs: string[]) => void;
}

/** The styles to paint in: any number of them. */
export function StyleChecks({ styles, chosen, onChoose }: StyleChecksProps) {
  const t = useTranslations('batch');
  const names = useNames();
  return (
    <section aria-labelledby="styles" className="min-w-0">
      <h2 id="styles" className="mb-2 text-lg">
        {t('styles')}
      </h2>
      <ToggleGroup.Root
        type="multiple"
        aria-labelledby="styles"
        value={chosen}
        onValueChange={onChoose}
        className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-x-3 gap-y-5"
      >
        {styles.map((style) => (
          <ToggleGroup.Item
            key={style.slug}
            value={style.slug}
            className="group w-24 self-start justify-self-center rounded-frame text-center opacity-75 data-[state=on]:opacity-100"
          >
            <Fitted
              box={1}
              image={style.image}
              alt=""
              sizes="6rem"
              className="ring-seal ring-offset-2 ring-offset-wall group-data-[state=on]:ring-2"
              boxClassName="items-center justify-center p-1"
            />
            <span className="mt-1 block font-serif text-xs text-balance italic">{names.heading(style)}</span>
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    </section>
  );
}
