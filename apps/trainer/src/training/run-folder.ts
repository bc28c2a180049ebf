import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, savedTrainingConfigSchema, type TrainingEvent } from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { exportOnnx } from '@atelier/model/onnx';
import { z } from 'zod';
import { fileError, UsageError } from '../errors.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { parseJson, readBytes, readJson, writeWhole } from '../files/file.ts';
import { writePhoto } from '../files/photo.ts';
import { toPhoto } from '../files/picture.ts';

const descriptionSchema = z.object({
  name: z.string(),
  /** Absolute paths, so that a run goes on from wherever it is resumed. */
  style: z.string(),
  content: z.array(z.string()),
  config: savedTrainingConfigSchema,
  /** The network whose weights the run started from: as it was named, where it is, and what it was. */
  startFrom: z.object({ name: z.string(), file: z.string(), sha256: z.string() }).optional(),
});

export type RunDescription = z.infer<typeof descriptionSchema>;

const partSchema = z.object({
  /** The finished iterations that the part goes on from: 0, or where it was resumed. */
  from: z.number().int().min(0),
  engine: z.string(),
  device: z.string(),
  /** Of the loss network's file. */
  lossNetworkSha256: z.string(),
  /** How many photos each folder of `content` held. */
  photos: z.array(z.number().int()),
});

/** What computed a run from its start, or from where it was resumed. */
export type RunPart = z.infer<typeof partSchema>;

const metricSchema = z.object({
  iteration: z.number().int(),
  losses: z.record(z.string(), z.number()),
  seconds: z.number(),
});

/** A line of the losses: `seconds` per iteration since the line before, or since the run was resumed. */
export type Metric = z.infer<typeof metricSchema>;

const DESCRIPTION = 'run.json';
const PARTS = 'parts.jsonl';
const STATE = 'state.safetensors';
const METRICS = 'metrics.jsonl';

/**
 * A training run's folder: `run.json` (what is trained), `parts.jsonl` (a line for each time that it was started or
 * resumed), `metrics.jsonl` (a line for each report of the losses), `NAME_5000.safetensors` and `.onnx` (checkpoints),
 * `samples/`, and `state.safetensors` (what is needed to go on).
 */
export class RunFolder {
  private begun?: RunPart;

  private constructor(
    readonly path: string,
    readonly description: RunDescription,
  ) {}

  /** Nothing is written before the first event: a run that cannot start leaves nothing behind. @throws UsageError where the folder holds a run already */
  static create(path: string, description: RunDescription): RunFolder {
    if (existsSync(join(path, DESCRIPTION)))
      throw new UsageError(
        `${path}: there is a run in this folder; go on with --resume ${path}, or choose another --out`,
      );
    return new RunFolder(path, description);
  }

  /** A run that was stopped or killed, and the state it goes on from (none where it had not saved one yet). */
  static async open(path: string): Promise<{ folder: RunFolder; state?: Checkpoint }> {
    const folder = await RunFolder.read(path);
    const saved = join(path, STATE);
    const state = existsSync(saved) ? await readCheckpointFile(saved) : undefined;
    await folder.forgetAfter(state?.metadata.iteration ?? 0);
    await folder.keep(PARTS, () => true);
    return { folder, ...(state && { state }) };
  }

  /** A run to look at; nothing in its folder is changed. */
  static async read(path: string): Promise<RunFolder> {
    const file = join(path, DESCRIPTION);
    return new RunFolder(path, await readJson(file, descriptionSchema));
  }

  /** What computes the run from here on; written down with the first event. */
  begin(part: RunPart): void {
    this.begun = part;
  }

  /** The parts that the run was computed in, without those whose iterations were all lost and computed again. */
  async parts(): Promise<RunPart[]> {
    const parts = await this.readLines(PARTS, partSchema);
    return parts.filter((part, k) => parts.slice(k + 1).every(({ from }) => from > part.from));
  }

  metrics(): Promise<Metric[]> {
    return this.readLines(METRICS, metricSchema);
  }

  /** Stores what an event brings. */
  async store(event: TrainingEvent): Promise<void> {
    if (!existsSync(join(this.path, DESCRIPTION)))
      await writeWhole(join(this.path, DESCRIPTION), JSON.stringify(this.description, null, 2) + '\n');
    if (this.begun) await this.append(PARTS, JSON.stringify(this.begun));
    delete this.begun;
    switch (event.type) {
      case 'step': {
        const { iteration, losses, means, seconds, waiting } = event;
        await this.append(METRICS, JSON.stringify({ iteration, losses, means, seconds, waiting }));
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

  private async readLines<Line>(name: string, schema: z.ZodType<Line>): Promise<Line[]> {
    const path = join(this.path, name);
    const lines = new TextDecoder()
      .decode(await readBytes(path))
      .trim()
      .split('\n');
    return lines.map((line, k) => parseJson(line, schema, `${path}:${k + 1}`));
  }

  private async append(name: string, line: string): Promise<void> {
    const path = join(this.path, name);
    await appendFile(path, line + '\n').catch((error: unknown) => {
      throw fileError(error, path);
    });
  }

  /** Drops metrics of iterations after the saved state: they will be computed again. */
  private forgetAfter(iteration: number): Promise<void> {
    return this.keep(METRICS, (line) => Number(/^{"iteration":(\d+),/.exec(line)?.[1]) <= iteration);
  }

  /** Keeps the lines that are `wanted`; one that was being written when the power went is dropped in any case. */
  private async keep(name: string, wanted: (line: string) => boolean): Promise<void> {
    const path = join(this.path, name);
    if (!existsSync(path)) return;
    const lines = new TextDecoder().decode(await readBytes(path)).split('\n');
    const kept = lines.filter((line) => /^{.*}$/.test(line) && wanted(line));
    await writeWhole(path, kept.map((line) => line + '\n').join(''));
  }
}
