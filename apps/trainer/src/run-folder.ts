import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, type TrainingEvent, trainingConfigSchema } from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { exportOnnx } from '@atelier/model/onnx';
import { z } from 'zod';
import { fileError, UsageError } from './errors.ts';
import { readBytes, writeWhole } from './file.ts';
import { readCheckpointFile } from './network.ts';
import { writePhoto } from './photo.ts';
import { toPhoto } from './run.ts';

const descriptionSchema = z.object({
  name: z.string(),
  /** Absolute paths, so that a run goes on from wherever it is resumed. */
  style: z.string(),
  content: z.array(z.string()),
  config: trainingConfigSchema,
});

export type RunDescription = z.infer<typeof descriptionSchema>;

const DESCRIPTION = 'run.json';
const STATE = 'state.safetensors';
const METRICS = 'metrics.jsonl';

/**
 * A training run's folder: `run.json` (what is trained), `metrics.jsonl` (a line for each report of the losses),
 * `NAME_5000.safetensors` and `.onnx` (checkpoints), `samples/`, and `state.safetensors` (what is needed to go on).
 */
export class RunFolder {
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
    const file = join(path, DESCRIPTION);
    const parsed = descriptionSchema.safeParse(parseJson(await readBytes(file), file));
    if (!parsed.success) throw new UsageError(`${file}: ${z.prettifyError(parsed.error)}`);
    const folder = new RunFolder(path, parsed.data);
    const saved = join(path, STATE);
    const state = existsSync(saved) ? await readCheckpointFile(saved) : undefined;
    await folder.forgetAfter(state?.metadata.iteration ?? 0);
    return { folder, ...(state && { state }) };
  }

  /** Stores what an event brings. */
  async store(event: TrainingEvent): Promise<void> {
    if (!existsSync(join(this.path, DESCRIPTION)))
      await writeWhole(join(this.path, DESCRIPTION), JSON.stringify(this.description, null, 2) + '\n');
    switch (event.type) {
      case 'step': {
        const { iteration, losses, means, seconds, waiting } = event;
        await this.append(JSON.stringify({ iteration, losses, means, seconds, waiting }));
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

  private async append(line: string): Promise<void> {
    const path = join(this.path, METRICS);
    await appendFile(path, line + '\n').catch((error: unknown) => {
      throw fileError(error, path);
    });
  }

  /** Drops metrics of iterations after the saved state: they will be computed again. */
  private async forgetAfter(iteration: number): Promise<void> {
    const path = join(this.path, METRICS);
    if (!existsSync(path)) return;
    const lines = new TextDecoder().decode(await readBytes(path)).split('\n');
    const kept = lines.filter((line) => {
      const at = /^{"iteration":(\d+),.*}$/.exec(line)?.[1]; // a line that was being written when the power went is dropped
      return at !== undefined && Number(at) <= iteration;
    });
    await writeWhole(path, kept.map((line) => line + '\n').join(''));
  }
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new UsageError(`${path}: not valid JSON`, { cause });
  }
}
