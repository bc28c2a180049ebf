import { useTranslations } from 'next-intl';
import { Empty } from '@/ui/notice.tsx';

/** Shown at the address of any page while the database does not answer; that page is asked for again by itself. */
export default function OneMoment() {
  const t = useTranslations('failures');
  return (
    <>
      <meta httpEquiv="refresh" content="2" />
      <Empty heading="h1" title={t('moment')}>
        {t('momentHint')}
      </Empty>
    </>
  );
}
