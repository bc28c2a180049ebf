import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import {
  isOver,
  type Checkpoint,
  type Metric,
  savedTrainingConfigSchema,
  type TrainingConfig,
  type TrainingEvent,
} from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { exportOnnx } from '@atelier/model/onnx';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { readJson, writeWhole } from '../files/file.ts';
import { appendLine, keepLines, readLines } from '../files/json-lines.ts';
import { readPhoto, writePhoto } from '../files/photo.ts';
import { toPhoto, toPicture } from '../files/picture.ts';
import type { Pinned } from './origin.ts';
import { type RunPart, runPartSchema, type RunStore } from './run-store.ts';

const descriptionSchema = z.object({
  /** Names the run in the studio too; folders of older versions have none. */
  id: z.string().optional(),
  name: z.string(),
  /** Absolute paths, so that a run goes on from wherever it is resumed. */
  style: z.string(),
  content: z.array(z.string()),
  config: savedTrainingConfigSchema,
  /** The network whose weights the run started from: as it was named, where it is, and what it was. */
  startFrom: z.object({ name: z.string(), file: z.string(), sha256: z.string() }).optional(),
});

export type RunDescription = z.infer<typeof descriptionSchema>;

const losses = z.object({ total: z.number() }).catchall(z.number());
/** A line of the losses: `seconds` per iteration since the line before, or since the run was resumed. */
const metricSchema = z.object({
  iteration: z.number().int(),
  losses,
  means: losses,
  seconds: z.number(),
  waiting: z.number(),
}) satisfies z.ZodType<Metric>;

const heldOutSchema = z.object({ heldOut: losses });

const DESCRIPTION = 'run.json';
const PARTS = 'parts.jsonl';
const STATE = 'state.safetensors';
const METRICS = 'metrics.jsonl';

/**
 * A training run's folder: `run.json` (what is trained), `style.jpg` (its style picture, or as its format is), `parts.jsonl` (a
 * line for each time that it was started or resumed), `metrics.jsonl` (a line for each report of the losses), `NAME_5000.safetensors` and `.onnx` (checkpoints),
 * `samples/`, and `state.safetensors` (what is needed to go on).
 */
export class RunFolder implements RunStore {
  private begun?: RunPart;
  private picture?: Uint8Array;

  private constructor(
    readonly path: string,
    readonly description: RunDescription,
  ) {}

  /** Of the style picture that the run was started with: a copy of it; a folder of an older version has none. */
  get style(): string {
    const copy = this.styleCopy;
    return existsSync(copy) ? copy : this.description.style;
  }

  private get styleCopy(): string {
    return join(this.path, `style${extname(this.description.style)}`);
  }

  /**
   * The run's name in the studio. Of a folder of an older version it is made from what the folder holds from the first
   * iteration on, so that it is the same each time.
   */
  async id(): Promise<string> {
    if (this.description.id) return this.description.id;
    const [metric] = await this.metrics();
    const hash = createHash('sha256')
      .update(JSON.stringify([this.description, metric]))
      .digest('hex');
    return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5'); // a UUID of version 8
  }

  /** Nothing is written before the first event: a run that cannot start leaves nothing behind. @throws UsageError where the folder holds a run already */
  static create(path: string, description: RunDescription): RunFolder {
    if (existsSync(join(path, DESCRIPTION)))
      throw new UsageError(
        `${path}: there is a run in this folder; go on with --resume ${path}, or choose another --out`,
      );
    return new RunFolder(path, { id: randomUUID(), ...description });
  }

  /**
   * A run that was stopped or killed, and the state it goes on from (none where it had not saved one yet).
   * @throws UsageError where it had, by its checkpoints, and the state is not there any more
   */
  static async open(path: string): Promise<{ folder: RunFolder; state?: Checkpoint }> {
    const folder = await RunFolder.read(path);
    const state = await folder.state();
    const over = await folder.withoutState();
    if (over) throw new UsageError(over);
    const iteration = state?.metadata.iteration ?? 0;
    // What comes after the saved state will be computed again.
    await keepLines(
      join(path, METRICS),
      (line) => Number(/^{"iteration":(\d+),/.exec(line)?.[1]) <= iteration,
    );
    await keepLines(join(path, PARTS), () => true);
    return { folder, ...(state && { state }) };
  }

  /** The run with these settings changed from here on. @throws UsageError where it has got as far already */
  async extended(
    changes: Pick<TrainingConfig, 'iterations'> & Partial<TrainingConfig>,
    reached: number,
  ): Promise<RunFolder> {
    if (changes.iterations <= reached)
      throw new UsageError(
        `--iterations ${changes.iterations}: ${this.path} is at ${reached} already; ask for more`,
      );
    // Whoever asks for more means it, flat or not.
    const config = { ...this.description.config, ...changes, stopWhenFlat: 0 };
    const description = { ...this.description, config };
    await writeWhole(join(this.path, DESCRIPTION), JSON.stringify(description, null, 2) + '\n');
    return new RunFolder(this.path, description);
  }

  /** A run to look at; nothing in its folder is changed. */
  static async read(path: string): Promise<RunFolder> {
    const file = join(path, DESCRIPTION);
    return new RunFolder(path, await readJson(file, descriptionSchema));
  }

  /** What computes the run from here on, and for a new one its style picture; written down with the first event. */
  begin(part: RunPart, picture?: Uint8Array): Promise<void> {
    this.begun = part;
    if (picture) this.picture = picture;
    return Promise.resolve();
  }

  /** What the run was started with, as far as the folder says. */
  async pinned(): Promise<Pinned> {
    const [first] = existsSync(join(this.path, PARTS)) ? await this.parts() : [];
    if (!first) return {};
    const { photos } = first;
    return { ...first, photoCount: photos.length > 0 ? photos.reduce((sum, count) => sum + count) : null };
  }

  /** The parts that the run was computed in, without those whose iterations were all lost and computed again. */
  async parts(): Promise<RunPart[]> {
    const parts = await readLines(join(this.path, PARTS), runPartSchema);
    return parts.filter((part, k) => parts.slice(k + 1).every(({ from }) => from > part.from));
  }

  metrics(): Promise<Metric[]> {
    return readLines(join(this.path, METRICS), metricSchema);
  }

  /** What the run goes on from; none where it had not saved it yet. */
  async state(): Promise<Checkpoint | undefined> {
    const saved = join(this.path, STATE);
    return existsSync(saved) ? readCheckpointFile(saved) : undefined;
  }

  /** The iterations whose weights are kept, in order. */
  async checkpoints(): Promise<number[]> {
    const iterations = (await namesIn(this.path)).flatMap((name) => {
      const iteration = Number(/_(\d+)\.safetensors$/.exec(name)?.[1]);
      return name === `${this.description.name}_${iteration}.safetensors` ? [iteration] : [];
    });
    return iterations.sort((a, b) => a - b);
  }

  /** Why the run cannot go on: by its checkpoints it had saved a state, and that is not here. Undefined where it can. */
  async withoutState(): Promise<string | undefined> {
    const last = (await this.checkpoints()).at(-1);
    if (last === undefined || existsSync(join(this.path, STATE))) return undefined;
    return `${this.path}: the state that the run would go on from is not kept any more, but what it had learnt by iteration ${last} is; start another run from that: atelier train --style ${this.style} --start-from ${this.checkpointPath(last)}.safetensors`;
  }

  /** All that is kept of the run, as it was told when it was trained. */
  async *events(): AsyncGenerator<TrainingEvent> {
    const { path, description } = this;
    const steps = (await this.metrics()).map((step) => at(step.iteration, () => ({ type: 'step', ...step })));
    const samples = (await namesIn(join(path, 'samples'))).flatMap((name) => {
      const [, index, iteration] = (/^(\d+)_(\d+)\.jpg$/.exec(name) ?? []).map(Number);
      if (index === undefined || iteration === undefined) return [];
      const read = async () => toPicture(await readPhoto(join(path, 'samples', name)));
      return [at(iteration, async () => ({ type: 'sample', iteration, index, picture: await read() }))];
    });
    const checkpoints = (await this.checkpoints()).map((iteration) =>
      at(iteration, () => readWeights(this.checkpointPath(iteration), iteration)),
    );
    for (const { read } of [...steps, ...samples, ...checkpoints].sort((a, b) => a.iteration - b.iteration))
      yield await read();
    const state = await this.state();
    if (!state) return;
    const { iteration } = state.metadata;
    yield { type: 'state', iteration, state };
    if (isOver(description.config, state)) yield { type: 'finished', iteration };
  }

  /** Stores what an event brings. */
  async store(event: TrainingEvent): Promise<void> {
    if (this.picture && !existsSync(this.styleCopy)) await writeWhole(this.styleCopy, this.picture);
    if (!existsSync(join(this.path, DESCRIPTION)))
      await writeWhole(join(this.path, DESCRIPTION), JSON.stringify(this.description, null, 2) + '\n');
    if (this.begun) await appendLine(join(this.path, PARTS), this.begun);
    delete this.begun;
    switch (event.type) {
      case 'step': {
        const { iteration, losses, means, seconds, waiting } = event;
        await appendLine(join(this.path, METRICS), { iteration, losses, means, seconds, waiting });
        break;
      }
      case 'sample':
        await writePhoto(
          toPhoto(event.picture),
          join(this.path, 'samples', `${event.index}_${event.iteration}.jpg`),
        );
        break;
      case 'checkpoint': {
        const base = this.checkpointPath(event.iteration);
        await writeWhole(`${base}.safetensors`, writeCheckpoint(event.checkpoint));
        await writeWhole(`${base}.onnx`, exportOnnx(event.checkpoint));
        if (event.heldOut)
          await writeWhole(`${base}.json`, JSON.stringify({ heldOut: event.heldOut }, null, 2) + '\n');
        break;
      }
      case 'state':
        await writeWhole(join(this.path, STATE), writeCheckpoint(event.state));
        break;
      case 'finished':
        break;
    }
  }

  /** `…/NAME_5000`, without an extension. */
  checkpointPath(iteration: number): string {
    return join(this.path, `${this.description.name}_${iteration}`);
  }
}

interface Kept {
  iteration: number;
  read: () => TrainingEvent | Promise<TrainingEvent>;
}
const at = (iteration: number, read: Kept['read']): Kept => ({ iteration, read });

const namesIn = async (folder: string) => (existsSync(folder) ? (await readdir(folder)).sort() : []);

async function readWeights(base: string, iteration: number): Promise<TrainingEvent> {
  const checkpoint = await readCheckpointFile(`${base}.safetensors`);
  const measured = existsSync(`${base}.json`) ? await readJson(`${base}.json`, heldOutSchema) : {};
  return { type: 'checkpoint', iteration, checkpoint, ...measured };
}
