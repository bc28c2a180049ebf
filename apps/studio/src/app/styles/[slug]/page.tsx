import { listPhotos } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { StyleActions } from '@/gallery/style-actions.tsx';
import { StyleLabel } from '@/gallery/style-label.tsx';
import { Paint } from '@/paint/paint.tsx';
import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';
import { styleAt } from '@/server/address.ts';
import { api } from '@/server/router.ts';
import { Button } from '@/ui/button.tsx';
import { Empty } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';

type Props = PageProps<'/styles/[slug]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await styleAt(decodeURIComponent((await params).slug))).title };
}

export default async function PaintPage({ params }: Props) {
  const style = await styleAt(decodeURIComponent((await params).slug));
  const [photos, history, jar, t] = await Promise.all([
    listPhotos(),
    api.paintings.history({}),
    cookies(),
    getTranslations(),
  ]);
  const active = style.runs.find(({ status }) => status === 'queued' || status === 'running');
  return (
    <>
      <StyleLabel style={style}>
        <StyleActions style={style} />
      </StyleLabel>
      {style.checkpoints.length > 0 ? (
        <Paint
          style={style}
          photos={photos}
          remembered={photos.find(({ id }) => id === jar.get(PHOTO_COOKIE)?.value) ?? photos[0]}
          history={history}
        />
      ) : (
        <Empty
          title={t('paint.untrained')}
          picture={
            <Picture
              image={style.image}
              alt=""
              sizes="(min-width: 40rem) 28rem, 100vw"
              first
              tallest="20rem"
              className="mb-4 max-w-full border-8 border-paper shadow-frame"
            />
          }
          action={
            <Button asChild look="seal">
              {active ? (
                <Link href={`/runs/${active.id}`}>{t('gallery.watch')}</Link>
              ) : (
                <Link href={`/train?style=${style.slug}`}>{t('gallery.trainIt')}</Link>
              )}
            </Button>
          }
        >
          {t('paint.untrainedHint')}
        </Empty>
      )}
    </>
  );
}
