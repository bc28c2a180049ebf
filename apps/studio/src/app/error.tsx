'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { Empty } from '@/ui/notice.tsx';

export default function PageFailed({ retry }: { retry: () => void }) {
  const t = useTranslations();
  return (
    <Empty
      heading="h1"
      title={t('failures.page')}
      action={<Button onClick={retry}>{t('actions.retry')}</Button>}
    >
      {t('failures.pageHint')}
    </Empty>
  );
}
