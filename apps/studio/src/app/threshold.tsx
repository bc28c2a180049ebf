import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { namesIn } from '@/i18n/names.ts';
import { welcome } from '@/server/welcome.ts';

/** What stands before the studio: a picture of the gallery, and beside it what lets one in. */
export async function Threshold({
  title,
  intro,
  children,
}: {
  title: string;
  intro: string;
  children: ReactNode;
}) {
  const [picture, locale, t] = await Promise.all([welcome(), getLocale(), getTranslations('account')]);
  const names = namesIn(locale);
  return (
    <div className="mx-auto grid max-w-5xl items-center gap-x-16 gap-y-10 pt-6 md:grid-cols-[1fr_minmax(20rem,24rem)] md:pt-14">
      {picture && (
        <figure className="justify-self-center max-md:hidden">
          {/* It holds its bytes: there is nothing to make smaller. */}
          <img
            src={picture.address}
            width={picture.width}
            height={picture.height}
            alt={t('pictureAlt', { title: names.title(picture) })}
            className="h-auto max-h-[max(24rem,100svh-14rem)] w-auto max-w-full border-8 border-paper shadow-frame"
          />
          <figcaption className="mt-3 text-xs text-soft">
            <em className="font-serif">{names.heading(picture)}</em>
            <br />
            {names.by(picture)}
          </figcaption>
        </figure>
      )}
      <div>
        <h1 className="text-2xl">{title}</h1>
        <p className="mt-3 mb-8 text-base text-soft">{intro}</p>
        {children}
      </div>
    </div>
  );
}
