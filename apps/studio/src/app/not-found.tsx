import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/ui/button.tsx';
import { Empty } from '@/ui/notice.tsx';

export default function NotFound() {
  const t = useTranslations();
  return (
    <Empty
      heading="h1"
      title={t('failures.missing')}
      action={
        <Button asChild>
          <Link href="/">{t('actions.gallery')}</Link>
        </Button>
      }
    >
      {t('failures.missingHint')}
    </Empty>
  );
}
