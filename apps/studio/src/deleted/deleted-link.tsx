import { useTranslations } from 'next-intl';
import Link from 'next/link';

/** Below what can be deleted: to what was. */
export function DeletedLink() {
  const t = useTranslations('deleted');
  return (
    <p className="mt-8 text-xs">
      <Link href="/deleted" className="text-soft underline decoration-line underline-offset-4 hover:text-ink">
        {t('title')}
      </Link>
    </p>
  );
}
