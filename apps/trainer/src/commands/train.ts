import { basename, extname, join, resolve } from 'node:path';
import {
  isOver,
  type Checkpoint,
  DivergedError,
  Pace,
  type Preset,
  presets,
  trainingConfig,
  type TrainingConfig,
  trainingConfigSchema,
  type TrainingEvent,
} from '@atelier/model';
import { type Command, Option } from 'commander';
import { builtInStyles, locateCheckpoint } from '../catalogue/styles.ts';
import { openEngine } from '../engine/engine.ts';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { heldOut, trainingPhotos } from '../files/assets.ts';
import { naming, readCheckpointFile } from '../files/checkpoint-file.ts';
import { readBytes } from '../files/file.ts';
import { sha256 } from '../files/hash.ts';
import { preferredLossNetwork } from '../loss-networks/loss-network-file.ts';
import { lossesLine } from '../terminal/losses-line.ts';
import { addOptions, readOptions } from '../terminal/options.ts';
import { nearestStyle } from '../catalogue/nearest-style.ts';
import { openLossNetwork } from '../loss-networks/loss-network-file.ts';
import { openRun } from '../training/run.ts';
import { type RunDescription, RunFolder } from '../training/run-folder.ts';
import { photosLast } from '../training/photos-last.ts';
import { stopSignal } from '../terminal/stop-signal.ts';
import { lockRun } from '../training/run-lock.ts';
import { copyToStudio, type StudioCopy } from '../training/studio.ts';

interface Options {
  style?: string;
  content?: string[];
  name?: string;
  startFrom?: string;
  out?: string;
  resume?: string;
  local?: boolean;
  preset: Preset;
}

/** What `--start-from` may say besides the name of a network. */
const firstWeights = ['random', 'start'] as const;
const isFirstWeights = (given: string): given is (typeof firstWeights)[number] =>
  firstWeights.some((each) => each === given);
/** The settings that have options made of the schema. */
const keys = (Object.keys(trainingConfigSchema.shape) as (keyof TrainingConfig)[]).filter(
  (key) => key !== 'startFrom',
);

/** A step of the default run on WebAssembly in steps on TensorFlow, on two cores: for the warning before a slow run. */
const WASM_FACTOR = 10;

export function register(program: Command): void {
  const command = program
    .command('train')
    .description('Train a network to paint in the style of a picture')
    .option('--style <file>', 'the style picture, or the name of a built-in style')
    .option('--content <folder...>', 'photos to train on, subfolders included (default: the built-in photos)')
    .option(
      '--start-from <network>',
      'the first weights: random ones, or those of a network that paints already: start (built in), auto (the built-in style that is nearest to the picture), a style or a file (default: what the preset says)',
    )
    .option('--name <slug>', 'what the files are called (default: after the style picture)')
    .option('--out <folder>', 'where the run is kept (default: runs/NAME in the data folder, .atelier)')
    .option('--resume <folder>', 'go on with the run in this folder, with its own settings')
    .option('--local', "keep the run to its folder, also where the studio's database is reachable")
    .addOption(
      new Option('--preset <name>', 'settings to start from')
        .choices(Object.keys(presets))
        .default('overnight' satisfies Preset),
    );
  addOptions(command, trainingConfigSchema, keys);
  command.action(async (options: Options) => {
    const local = options.local ?? false;
    if (options.resume) return resume(command, resolve(options.resume), local);
    const folder = await create(command, options);
    const unlock = await lockRun(folder.path);
    await run(folder, undefined, local).finally(unlock);
  });
}

async function resume(command: Command, path: string, local: boolean): Promise<void> {
  const others = command.options
    .filter(
      (option) => !['resume', 'local', 'iterations', 'checkpointEvery'].includes(option.attributeName()),
    )
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  if (others.length > 0)
    throw new UsageError(
      `${others.map(({ long }) => long).join(', ')}: a run goes on with its own settings, but for --iterations and --checkpoint-every; leave this out, or start another run`,
    );
  const { iterations, ...rest } = readOptions(command, trainingConfigSchema, [
    'iterations',
    'checkpointEvery',
  ]);
  if (iterations === undefined && rest.checkpointEvery !== undefined)
    throw new UsageError(
      '--checkpoint-every: only a run that goes on to more can change it; give --iterations too',
    );
  const unlock = await lockRun(path);
  try {
    const { folder, state } = await RunFolder.open(path);
    const reached = state?.metadata.iteration ?? 0;
    if (iterations !== undefined)
      await run(await folder.extended({ iterations, ...rest }, reached), state, local);
    else if (state && isOver(folder.description.config, state))
      console.log(`${path}: this run is finished; with --iterations it goes on to more`);
    else await run(folder, state, local);
  } finally {
    unlock();
  }
}

async function create(command: Command, options: Options): Promise<RunFolder> {
  if (!options.style)
    throw new UsageError(
      '--style is missing: the picture whose style is to be learnt, or the name of a built-in style',
    );
  const settings: Partial<TrainingConfig> = {
    ...(options.preset !== 'report' && { lossNetwork: preferredLossNetwork() }),
    ...(options.startFrom && {
      startFrom: isFirstWeights(options.startFrom) ? options.startFrom : 'network',
    }),
    ...readOptions(command, trainingConfigSchema, keys),
  };
  const config = trainingConfig(settings, options.preset);
  const builtIn = (await builtInStyles()).find(({ slug }) => slug === options.style);
  const style = builtIn?.picture ?? options.style;
  const name = options.name ?? builtIn?.slug ?? nameAfter(style);
  // Of any script: it is the name of files.
  if (!/^[\p{L}\p{M}\p{N}_-][\p{L}\p{M}\p{N}._-]*$/u.test(name))
    throw new UsageError(
      `--name ${name}: letters, digits, dots, hyphens and underscores only; without --name it is the picture's file name`,
    );
  const content = (options.content ?? [trainingPhotos]).map((folder) => resolve(folder));
  const startFrom =
    options.startFrom && !isFirstWeights(options.startFrom)
      ? await locateStart(options.startFrom, style, config)
      : undefined;
  const description = { name, style: resolve(style), content, config, ...(startFrom && { startFrom }) };
  return RunFolder.create(resolve(options.out ?? join(env.ATELIER_DATA, 'runs', name)), description);
}

async function locateStart(
  given: string,
  style: string,
  { lossNetwork }: TrainingConfig,
): Promise<RunDescription['startFrom']> {
  let name = given;
  if (given === 'auto') {
    await openEngine();
    const network = await openLossNetwork(lossNetwork);
    const nearest = await nearestStyle(style, network);
    network.dispose();
    name = nearest.slug;
    console.log(`Starting from ${name}: of the built-in styles it is the nearest to ${style}`);
  }
  const file = resolve(await locateCheckpoint(name));
  await readCheckpointFile(file); // says what is wrong with it
  return { name, file, sha256: sha256(await readBytes(file)) };
}

/** The weights to start from. @throws UsageError where the file is not what it was when the run was begun */
async function readStart({ startFrom }: RunDescription): Promise<Checkpoint | undefined> {
  if (!startFrom) return undefined;
  if (sha256(await readBytes(startFrom.file)) !== startFrom.sha256)
    throw new UsageError(`${startFrom.file}: the run was begun from other weights than are there now`);
  return readCheckpointFile(startFrom.file);
}

/** What a run is called after its style picture: the file's name, with a hyphen for what names do not have. */
export function nameAfter(style: string): string {
  return basename(style, extname(style)).replace(/^\.+|[^\p{L}\p{M}\p{N}._-]+/gu, '-');
}

async function run(folder: RunFolder, state: Checkpoint | undefined, local: boolean): Promise<void> {
  const { name, content, config } = folder.description;
  const start = state ? undefined : await readStart(folder.description);
  const engine = await openEngine();
  console.log(`Training ${name} on ${engine.name} ${engine.version} (${engine.device}), in ${folder.path}`);
  if (engine.name === 'wasm')
    console.log(
      `This engine is about ${WASM_FACTOR} times slower than TensorFlow: ${engine.why ?? ''}; ${engine.remedy ?? ''}`,
    );
  if (config.lossNetwork === 'compact')
    console.log(
      'The loss network compact sees little of strokes; for better paintings, once: atelier fetch vgg19',
    );
  if (state) console.log(`Going on after iteration ${state.metadata.iteration}`);

  const studio = new AbortController();
  const told = stopSignal(() => console.log('\nStopping after this iteration (Ctrl-C again: at once)'));
  const photos = await heldOut();
  const { part, events } = await naming(folder.path, async () =>
    openRun({
      config,
      style: folder.style,
      content,
      except: [folder.path, env.ATELIER_DATA],
      pinned: await folder.pinned(),
      samples: photos.slice(0, 3),
      heldOut: photos,
      ...(state && { state }),
      ...(start && { start }),
      signal: AbortSignal.any([told, studio.signal]),
    }),
  );
  console.log(
    photosLast(
      part.photos.reduce((sum, count) => sum + count, 0),
      config,
    ),
  );
  await folder.begin(part, await readBytes(folder.style));
  const copy = local ? undefined : await copyToStudio(folder, part, () => studio.abort(), console.log);
  const { last, finished } = await storeAll(events, folder, copy, part.from).finally(() => copy?.close());
  if (finished && last < config.iterations)
    console.log(
      `Ended after iteration ${last}: the losses on held-out photos have not fallen for ${config.stopWhenFlat} checkpoints`,
    );
  if (last === 0) console.log('Stopped before the first iteration: there is nothing to go on from');
  else if (!finished)
    console.log(`Stopped after iteration ${last}. Go on: atelier train --resume ${folder.path}`);
}

/** Returns the last iteration, and whether there is nothing more to do. */
async function storeAll(
  events: AsyncGenerator<TrainingEvent>,
  folder: RunFolder,
  copy: StudioCopy | undefined,
  from: number,
): Promise<{ last: number; finished: boolean }> {
  let [last, finished] = [from, false];
  const pace = new Pace();
  try {
    await naming(folder.path, async () => {
      for await (const event of events) {
        await folder.store(event);
        await copy?.store(event);
        last = event.iteration;
        finished = event.type === 'finished';
        print(event, folder.description.config.iterations, folder, pace);
      }
    });
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    await copy?.fail('diverged', error.message, [{ kind: 'diverged', iteration: error.iteration }]);
    throw new UsageError(error.message, { cause: error });
  }
  return { last, finished };
}

function print(event: TrainingEvent, iterations: number, folder: RunFolder, pace: Pace): void {
  if (event.type === 'step') {
    const usual = pace.after(event.seconds);
    const left = usual === undefined ? '' : `, ${duration((iterations - event.iteration) * usual)} left`;
    console.log(
      `[Iteration ${event.iteration}/${iterations}] [${lossesLine(event.losses, event.means)}] ${event.seconds.toFixed(3)} s/iteration${left}`,
    );
  } else if (event.type === 'checkpoint')
    console.log(`Checkpoint: ${folder.checkpointPath(event.iteration)}.safetensors and .onnx`);
}

function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
