import type { TrainingConfig } from '@atelier/model/config';
import { useTranslations } from 'next-intl';
import { Disclosure } from '@/ui/disclosure.tsx';
import { useSettingName } from '@/ui/use-setting-name.ts';

/** The whole configuration of a run, folded away. */
export function RunSettings({ config }: { config: TrainingConfig }) {
  const t = useTranslations('run');
  const settingName = useSettingName();
  return (
    <Disclosure title={t('settings')} className="mt-10">
      <dl className="mt-4 grid gap-x-10 gap-y-1 text-xs sm:grid-cols-2 lg:grid-cols-3">
        {Object.entries(config).map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 border-b border-line py-1">
            <dt className="text-soft">{settingName(name) ?? <code>{name}</code>}</dt>
            <dd className="tabular-nums">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
