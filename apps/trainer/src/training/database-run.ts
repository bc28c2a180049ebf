import type { Hold, DesiredState } from '@atelier/db';
import { Pace, type Picture, type TrainingEvent } from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { encodeJpeg } from '../files/photo.ts';
import { toPhoto } from '../files/picture.ts';
import { type Patience, persist } from './persist.ts';
import type { RunPart, RunStore } from './run-store.ts';

/** A run in the studio's database. Weights are kept in half precision, states as they are, samples as JPEG. */
export class DatabaseRun implements RunStore {
  private readonly pace = new Pace();

  /**
   * @param iterations how many the run has
   * @param heed is told what the user wants of the run, with every write
   * @param patience while the database's disk is full; without it that is an error as any other
   */
  constructor(
    private readonly hold: Hold,
    private readonly iterations: number,
    private readonly heed: (desired: DesiredState) => void,
    private readonly patience?: Patience,
  ) {}

  async begin({ from, engine, device, lossNetworkSha256, photosSha256, photos }: RunPart): Promise<void> {
    const photoCount = photos.reduce((sum, count) => sum + count, 0);
    const origin = {
      lossNetworkSha256: lossNetworkSha256 ?? null,
      photosSha256: photosSha256 ?? null,
      photoCount,
    };
    const write = () => this.hold.started({ engine, device, iteration: from, origin });
    this.heed(await persist(write, this.patience));
  }

  async store(event: TrainingEvent): Promise<void> {
    const write = await this.encoded(event);
    this.heed(await persist(write, this.patience));
  }

  /** What writes the event, as often as it takes. */
  private async encoded(event: TrainingEvent): Promise<() => Promise<DesiredState>> {
    const { hold } = this;
    const { iteration } = event;
    switch (event.type) {
      case 'step': {
        const { losses, means, seconds, waiting } = event;
        const step = { iteration, losses, means, seconds, waiting };
        const pace = this.pace.after(seconds);
        const secondsLeft = pace === undefined ? null : (this.iterations - iteration) * pace;
        return () => hold.saveMetric(step, secondsLeft, pace);
      }
      case 'sample': {
        const file = await jpegFile(event.picture);
        return () => hold.saveSample(iteration, event.index, file);
      }
      case 'checkpoint': {
        const { checkpoint, heldOut } = event;
        const bytes = writeCheckpoint(checkpoint, { half: true });
        const config = checkpoint.metadata.training ?? {};
        return () => hold.saveCheckpoint({ iteration, bytes, config, heldOut });
      }
      case 'state': {
        const bytes = writeCheckpoint(event.state);
        return () => hold.saveState({ iteration, bytes });
      }
      case 'finished':
        return async () => {
          await hold.finish(iteration);
          return 'running';
        };
    }
  }
}

async function jpegFile(picture: Picture) {
  const { width, height } = picture;
  return { bytes: await encodeJpeg(toPhoto(picture)), mime: 'image/jpeg', width, height };
}
