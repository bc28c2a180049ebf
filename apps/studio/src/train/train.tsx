'use client';
import type { Style } from '@atelier/db';
import { checkpointIterations } from '@atelier/model/config';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { PhotoFolder } from '@/contracts/photo-folder.ts';
import type { Speed } from '@/contracts/speed.ts';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Estimate } from './estimate.tsx';
import { FetchVgg } from './fetch-vgg.tsx';
import { isComplete, type NewStyle, NewStyleFields } from './new-style.tsx';
import { entered, type Limits, type NumberSetting } from './numbers.ts';
import { Part } from './part.tsx';
import type { Recipe, Recipes } from './recipes.ts';
import { Settings } from './settings.tsx';
import { StyleShown } from './style-shown.tsx';
import { useSpeeds } from './use-speeds.ts';
import { useStart } from './use-start.ts';

interface TrainProps {
  /** The style to train; without one, a picture is asked for. */
  style: Style | undefined;
  /** The whole configuration that each recipe stands for; the first one is chosen at first. */
  recipes: Recipes;
  limits: Limits;
  speeds: Speed[];
  folders: PhotoFolder[];
  /** The folder that is chosen at first; '': the built-in photos. */
  chosenFolder: string;
  /** VGG-19 is not here yet. */
  offerVgg: boolean;
}

export function Train({
  style,
  recipes,
  limits,
  speeds: known,
  folders,
  chosenFolder,
  offerVgg,
}: TrainProps) {
  const t = useTranslations('train');
  const [made, setMade] = useState<NewStyle>({ label: {} });
  const [preset, setPreset] = useState(Object.keys(recipes)[0] as Recipe);
  const [typed, setTyped] = useState<Partial<Record<NumberSetting, string>>>({});
  const [folder, setFolder] = useState(chosenFolder);
  const [asked, setAsked] = useState(false);
  const { start, busy, failure } = useStart();
  const speeds = useSpeeds(known, recipes.quick);
  const { values, wrong, config } = entered(recipes[preset]!, typed, limits);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (wrong || !(style || isComplete(made))) return;
    void start({ config, photoFolder: folder || null }, style ?? made);
  };
  const choose = (recipe: Recipe) => {
    setPreset(recipe);
    setTyped({});
  };

  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid gap-x-14 gap-y-10 lg:grid-cols-2 lg:grid-rows-[auto_1fr]"
    >
      <div className="space-y-10">
        {style ? (
          <Part title={t('picture')}>
            <StyleShown style={style} />
          </Part>
        ) : (
          <NewStyleFields value={made} onValue={setMade} asked={asked} />
        )}
      </div>
      <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <Part title={t('settings')}>
          {offerVgg && (
            <div className="mb-5">
              <FetchVgg />
            </div>
          )}
          <Settings
            {...{ preset, recipes, speeds, values, limits, folders, folder }}
            onPreset={choose}
            onValue={(name, text) => setTyped({ ...typed, [name]: text })}
            checkpoints={wrong ? [] : checkpointIterations(config)}
            onFolder={setFolder}
          />
        </Part>
      </div>
      <Part title={t('estimate')}>
        {!wrong && <Estimate config={config} speeds={speeds} />}
        {config.lossNetwork === 'vgg16' && <p className="mt-2 text-xs text-soft">{t('vgg16')}</p>}
        <Button
          type="submit"
          look="seal"
          size="large"
          className="mt-6 w-full sm:w-auto"
          disabled={busy || wrong}
        >
          {busy ? t('starting') : t('start')}
        </Button>
        {failure && (
          <div className="mt-4">
            <Failure>{failure}</Failure>
          </div>
        )}
      </Part>
    </form>
  );
}
