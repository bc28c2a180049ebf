import { listPhotos, listStyles } from '@atelier/db';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { namesIn } from '@/i18n/names.ts';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Compare } from '@/compare/compare.tsx';
import { StyleLabel } from '@/styles/style-label.tsx';
import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';
import { styleAt } from '@/server/address.ts';
import { viewer } from '@/server/viewer.ts';
import { Empty } from '@/ui/notice.tsx';

type Props = PageProps<'/styles/[slug]/compare'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [style, t] = await Promise.all([
    styleAt(decodeURIComponent((await params).slug)),
    getTranslations('compare'),
  ]);
  return { title: t('of', { title: namesIn(await getLocale()).title(style) }) };
}

export default async function ComparePage({ params }: Props) {
  const style = await styleAt(decodeURIComponent((await params).slug));
  if (style.checkpoints.length === 0) redirect(`/styles/${style.slug}`); // which says how it gets some
  const { ownerId } = await viewer();
  const [styles, photos, jar, t] = await Promise.all([
    listStyles(ownerId),
    listPhotos(ownerId),
    cookies(),
    getTranslations('compare'),
  ]);
  const trained = styles.filter(({ checkpoints }) => checkpoints.length > 0);
  const back = (
    <Link
      href={`/styles/${style.slug}`}
      className="mt-1 inline-block text-xs underline decoration-seal underline-offset-4"
    >
      {t('back', { title: namesIn(await getLocale()).title(style) })}
    </Link>
  );
  return (
    <>
      <StyleLabel style={style} heading={t('title')}>
        {back}
      </StyleLabel>
      {trained.flatMap(({ checkpoints }) => checkpoints).length < 2 ? (
        <Empty title={t('one')}>{t('oneHint')}</Empty>
      ) : (
        <Compare
          style={style}
          styles={trained}
          photos={photos}
          remembered={photos.find(({ id }) => id === jar.get(PHOTO_COOKIE)?.value) ?? photos[0]}
        />
      )}
    </>
  );
}
