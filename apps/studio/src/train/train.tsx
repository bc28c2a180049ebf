'use client';
import type { Style } from '@atelier/db';
import { checkpointIterations } from '@atelier/model/config';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sendPicture, UploadFailed } from '@/photo/upload.ts';
import type { Speed } from '@/contracts/speed.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Estimate } from './estimate.tsx';
import { FetchVgg } from './fetch-vgg.tsx';
import { type Label, LabelFields } from './label-fields.tsx';
import { entered, type Limits, type NumberSetting } from './numbers.ts';
import type { PhotoFolder } from '@/contracts/photo-folder.ts';
import type { Recipe, Recipes } from './recipes.ts';
import { Settings } from './settings.tsx';
import { type ChosenPicture, StylePicture } from './style-picture.tsx';
import { StyleShown } from './style-shown.tsx';
import { at } from '@/contracts/base-path.ts';

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

export function Train({ style, recipes, limits, speeds, folders, chosenFolder, offerVgg }: TrainProps) {
  const t = useTranslations();
  const router = useRouter();
  const trpc = useTRPC();
  const startRun = useMutation(trpc.runs.start.mutationOptions());
  const [picture, setPicture] = useState<ChosenPicture>();
  const [label, setLabel] = useState<Label>({});
  const [preset, setPreset] = useState(Object.keys(recipes)[0] as Recipe);
  const [typed, setTyped] = useState<Partial<Record<NumberSetting, string>>>({});
  const [folder, setFolder] = useState(chosenFolder);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const { values, wrong, config } = entered(recipes[preset]!, typed, limits);

  const start = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (wrong || (!style && (!picture || !label.title?.trim()))) return;
    setBusy(true);
    setFailure(undefined);
    const order = { config, photoFolder: folder || null };
    try {
      const run = style
        ? await startRun.mutateAsync({ ...order, styleId: style.id })
        : await sendPicture<{ id: string }>(
            at(
              `/api/training?order=${encodeURIComponent(JSON.stringify({ ...order, ...label, crop: picture?.crop ?? null }))}`,
            ),
            picture!.file,
          );
      router.push(`/runs/${run.id}`);
    } catch (error) {
      const detail =
        error instanceof UploadFailed && error.reason
          ? t(`upload.${error.reason}`)
          : (error as Error).message;
      setFailure(t('train.startFailed', { detail }));
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => void start(event)}
      noValidate
      className="grid gap-x-14 gap-y-10 lg:grid-cols-2"
    >
      <div className="space-y-10">
        <Part title={t('train.picture')}>
          {style ? (
            <StyleShown style={style} />
          ) : (
            <>
              <StylePicture
                chosen={picture}
                onChoose={(next) => {
                  setPicture(next);
                  // Only where nobody has typed one.
                  if (!label.title?.trim() || label.title === titleOf(picture))
                    setLabel({ ...label, title: titleOf(next) });
                }}
              />
              {asked && !picture && (
                <p role="alert" className="mt-2 text-xs text-danger">
                  {t('train.noPicture')}
                </p>
              )}
            </>
          )}
        </Part>
        {!style && (
          <Part title={t('train.label')}>
            <LabelFields label={label} onLabel={setLabel} asked={asked} />
          </Part>
        )}
      </div>
      <div className="space-y-10">
        <Part title={t('train.settings')}>
          {offerVgg && (
            <div className="mb-5">
              <FetchVgg />
            </div>
          )}
          <Settings
            preset={preset}
            recipes={recipes}
            speeds={speeds}
            onPreset={(next) => {
              setPreset(next);
              setTyped({});
            }}
            values={values}
            onValue={(name, text) => setTyped({ ...typed, [name]: text })}
            limits={limits}
            checkpoints={wrong ? [] : checkpointIterations(config)}
            folders={folders}
            folder={folder}
            onFolder={setFolder}
          />
        </Part>
        <Part title={t('train.estimate')}>
          {!wrong && <Estimate config={config} speeds={speeds} />}
          {config.lossNetwork === 'vgg16' && <p className="mt-2 text-xs text-soft">{t('train.vgg16')}</p>}
          <Button
            type="submit"
            look="seal"
            size="large"
            className="mt-6 w-full sm:w-auto"
            disabled={busy || wrong}
          >
            {busy ? t('train.starting') : t('train.start')}
          </Button>
          {failure && (
            <div className="mt-4">
              <Failure>{failure}</Failure>
            </div>
          )}
        </Part>
      </div>
    </form>
  );
}

/** What a file's name says: `my_garden-2.jpg` is My garden 2. */
function titleOf(picture: ChosenPicture | undefined): string {
  const words =
    picture?.file.name
      .replace(/\.\w+$/, '')
      .replace(/[_-]+/g, ' ')
      .trim() ?? '';
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-4 text-lg">{title}</h2>
      {children}
    </section>
  );
}
