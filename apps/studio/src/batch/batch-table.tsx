import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import type { PaintingStatus } from '@/paint/use-order.ts';
import { Picture } from '@/ui/picture.tsx';
import { Skeleton } from '@/ui/skeleton.tsx';
import { cellOf } from './use-batch.ts';

interface BatchTableProps {
  photos: Photo[];
  styles: Style[];
  statuses: Record<string, PaintingStatus>;
}

/** A row per photo: itself, then its paintings. */
export function BatchTable({ photos, styles, statuses }: BatchTableProps) {
  const t = useTranslations();
  const names = useNames();
  return (
    <div className="mt-6 -ml-3 overflow-x-auto" tabIndex={0} role="region" aria-labelledby="paintings">
      <table className="border-separate border-spacing-x-3 border-spacing-y-2 text-left">
        <thead className="text-xs text-soft">
          <tr>
            <th scope="col" className="font-normal">
              {t('paint.photo')}
            </th>
            {styles.map((style) => (
              <th key={style.slug} scope="col" className="max-w-48 truncate font-serif font-normal italic">
                {names.heading(style)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {photos.map((photo) => (
            <tr key={photo.id}>
              <th scope="row" className="max-w-48 align-top text-xs font-normal">
                <Picture image={photo.image} alt="" sizes="10rem" tallest="7rem" className="max-w-48" />
                <span className="mt-1 block truncate">{names.photo(photo)}</span>
              </th>
              {styles.map((style) => {
                const status = statuses[cellOf(photo.id, style.published!.id)];
                return (
                  <td key={style.slug} className="align-top text-xs">
                    {status?.state === 'done' ? (
                      <Link href={`/styles/${style.slug}?photo=${photo.id}`}>
                        <Picture
                          image={status.result.image}
                          alt={t('gallery.paintedAlt', {
                            photo: names.photo(photo),
                            style: names.title(style),
                          })}
                          sizes="10rem"
                          tallest="7rem"
                          className="max-w-48 shadow-frame"
                        />
                      </Link>
                    ) : (
                      <Waiting status={status} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Waiting({ status }: { status: PaintingStatus | undefined }) {
  const t = useTranslations();
  const failure = useFailure();
  if (status?.state === 'failed')
    return <p className="max-w-48 text-danger">{t('paint.failed', { detail: failure(status) })}</p>;
  return (
    <div className="relative h-28 w-40">
      <Skeleton className="size-full" />
      {status?.state === 'working' && (
        <p className="absolute inset-x-2 bottom-2 text-soft">{t('paint.painting')}</p>
      )}
    </div>
  );
}
