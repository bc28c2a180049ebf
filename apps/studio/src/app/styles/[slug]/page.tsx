import { listPhotos, listStyles, type Style } from '@atelier/db';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { namesIn } from '@/i18n/names.ts';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { StyleActions } from '@/styles/style-actions.tsx';
import { StyleLabel } from '@/styles/style-label.tsx';
import { Paint } from '@/paint/paint.tsx';
import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';
import { styleAt } from '@/server/address.ts';
import { isUnderWay } from '@/runs/status.ts';
import { apiFor } from '@/server/router.ts';
import { viewer } from '@/server/viewer.ts';
import { Button } from '@/ui/button.tsx';
import { Empty } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';

type Props = PageProps<'/styles/[slug]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const style = await styleAt(decodeURIComponent((await params).slug));
  return { title: namesIn(await getLocale()).title(style) };
}

export default async function PaintPage({ params }: Props) {
  const style = await styleAt(decodeURIComponent((await params).slug));
  if (style.checkpoints.length === 0) return <Untrained style={style} />;
  const visitor = await viewer();
  const [styles, photos, history, jar] = await Promise.all([
    listStyles(visitor.ownerId),
    listPhotos(visitor.ownerId),
    apiFor(visitor).paintings.history({}),
    cookies(),
  ]);
  return (
    <Paint
      styles={styles.filter(({ checkpoints }) => checkpoints.length > 0)}
      photos={photos}
      remembered={photos.find(({ id }) => id === jar.get(PHOTO_COOKIE)?.value) ?? photos[0]}
      history={history}
    />
  );
}

async function Untrained({ style }: { style: Style }) {
  const t = await getTranslations();
  const active = style.runs.find(isUnderWay);
  return (
    <>
      <StyleLabel style={style}>
        <StyleActions style={style} />
      </StyleLabel>
      <Empty
        title={t(active ? 'paint.inTraining' : 'paint.untrained')}
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
        {t(active ? 'paint.inTrainingHint' : 'paint.untrainedHint')}
      </Empty>
    </>
  );
}
