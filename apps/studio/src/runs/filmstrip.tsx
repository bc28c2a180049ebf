'use client';
import type { ImageInfo, Sample, Style } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Enlarge } from '@/ui/enlarge.tsx';
import { Picture } from '@/ui/picture.tsx';
import { samplePhotos } from './sample-photos.ts';

/** How the same photos looked as the training went on: a row per photo, time from left to right. */
export function Filmstrip({ samples, style }: { samples: Sample[]; style: Pick<Style, 'title' | 'image'> }) {
  const t = useTranslations('run');
  const gallery = useTranslations('gallery');
  const format = useFormatter();
  const strip = useRef<HTMLDivElement>(null);
  const seenWidth = useRef(0);
  const iterations = [...new Set(samples.map(({ iteration }) => iteration))];
  const indices = [...new Set(samples.map(({ index }) => index))].sort((a, b) => a - b);
  const find = new Map(samples.map((sample) => [`${sample.iteration}/${sample.index}`, sample]));

  useEffect(() => {
    const element = strip.current;
    if (!element) return;
    // Whoever looks at older ones goes on looking at them.
    const wasAtEnd = element.scrollLeft + element.clientWidth >= seenWidth.current - 1;
    if (wasAtEnd) element.scrollTo({ left: element.scrollWidth });
    seenWidth.current = element.scrollWidth;
  }, [iterations.length]);

  return (
    <div
      ref={strip}
      tabIndex={0}
      role="region"
      aria-label={t('samples')}
      className="-ml-2 overflow-x-auto pb-3"
    >
      <table className="border-separate border-spacing-x-2 border-spacing-y-1">
        <thead>
          <tr className="text-left text-xs tabular-nums text-soft">
            {iterations.map((iteration) => (
              <th key={iteration} scope="col" className="font-normal">
                {format.number(iteration)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indices.map((index) => (
            <tr key={index}>
              {iterations.map((iteration) => {
                const sample = find.get(`${iteration}/${index}`);
                return (
                  <td key={iteration} className="p-0 align-top">
                    {sample && (
                      <Enlarge
                        title={t('sampleAlt', { index: index + 1, iteration })}
                        pictures={
                          <>
                            <Large
                              image={sample.picture}
                              alt={t('sampleAlt', { index: index + 1, iteration })}
                            />
                            <img
                              src={samplePhotos[index]}
                              alt={t('samplePhoto', { index: index + 1 })}
                              className="max-h-[60dvh] w-auto max-w-full sm:max-w-[28vw]"
                            />
                            <Large image={style.image} alt={gallery('styleAlt', { title: style.title })} />
                          </>
                        }
                      >
                        <Picture
                          image={sample.picture}
                          alt={t('sampleAlt', { index: index + 1, iteration })}
                          sizes="10rem"
                          tallest="7rem"
                          className="max-w-none"
                        />
                      </Enlarge>
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

const Large = (props: { image: ImageInfo; alt: string }) => (
  <Picture {...props} sizes="30vw" tallest="60dvh" className="max-w-full sm:max-w-[28vw]" />
);
