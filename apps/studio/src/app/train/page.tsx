import { hostname } from 'node:os';
import { listRuns, listSpeeds, type Style } from '@atelier/db';
import {
  presets,
  savedTrainingConfigSchema,
  trainingConfig,
  trainingConfigSchema,
} from '@atelier/model/config';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { styleAt } from '@/server/address.ts';
import { photoFolders, trainedOn } from '@/server/datasets.ts';
import { hasVgg } from '@/server/loss-network.ts';
import { measuredSpeeds } from '@/server/speed.ts';
import { viewer } from '@/server/viewer.ts';
import type { Limits } from '@/train/numbers.ts';
import type { Recipe, Recipes } from '@/train/recipes.ts';
import { Train } from '@/train/train.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('train'))('title') };
}

/** The least and the most that the schema allows for its whole numbers. */
function limits(): Limits {
  const properties = z.toJSONSchema(trainingConfigSchema, { io: 'input' }).properties ?? {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      typeof property === 'object' && property.type === 'integer'
        ? [[name, { least: property.minimum, most: property.maximum }]]
        : [],
    ),
  );
}

/** Training a style again begins with what its network was trained with. */
function recipesFor(style: Style | undefined, sees: 'vgg19' | 'compact'): Recipes {
  const trained = style?.published && savedTrainingConfigSchema.safeParse(style.published.config);
  const names = Object.keys(presets) as Exclude<Recipe, 'again'>[];
  return {
    ...(trained?.success && { again: trained.data }),
    ...Object.fromEntries(
      names.map((name) => [name, trainingConfig({ lossNetwork: sees, ...presets[name] })]),
    ),
  };
}

export default async function TrainPage({ searchParams }: PageProps<'/train'>) {
  const { style: slug, photos } = await searchParams;
  const { ownerId } = await viewer();
  const [style, runs, speeds, folders, t] = await Promise.all([
    typeof slug === 'string' ? styleAt(slug) : undefined,
    listRuns(ownerId),
    listSpeeds(hostname()),
    photoFolders(),
    getTranslations('train'),
  ]);
  const fetched = hasVgg();
  return (
    <>
      <div className="pt-6 pb-10">
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      <Train
        style={style}
        recipes={recipesFor(style, fetched ? 'vgg19' : 'compact')}
        offerVgg={!fetched}
        limits={limits()}
        speeds={measuredSpeeds(runs, speeds)}
        folders={folders}
        chosenFolder={folders.find(({ name }) => name === photos)?.name ?? trainedOn(style, runs, folders)}
      />
    </>
  );
}
