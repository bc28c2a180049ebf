import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAMERA, writeClip } from '../camera-clip.ts';
import { env } from '../env.ts';
import { test as base } from './test.ts';

/** Tests whose browser has a camera, which shows that clip over and over; only the whole one has. */
export const test = base.extend<object, { camera: typeof CAMERA; clip: string }>({
  camera: [CAMERA, { option: true, scope: 'worker' }],
  clip: [
    async ({ camera }, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'atelier-camera-'));
      const file = path.join(folder, 'camera.y4m');
      await writeClip(file, 10, camera);
      await use(file);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, clip }, use) =>
      use({
        ...launchOptions,
        executablePath: env.CHROMIUM,
        args: [
          ...(launchOptions.args ?? []),
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${clip}`,
        ],
      }),
    { scope: 'worker' },
  ],
});
