// `npm start`: set-up, then the main job in small: a few steps of training, and a photo painted with what they gave.
import './node-version.mjs';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { main, root, run, say, step } from './step.mjs';

const ITERATIONS = 10;

function atelier(...words) {
  run(process.execPath, ['--import', 'tsx', join('apps', 'trainer', 'src', 'main.ts'), ...words]);
}

async function start() {
  await setUp();
  const data = process.env.ATELIER_DATA || join(root, '.atelier');
  const folder = join(data, 'first-run');
  const style = join('assets', 'styles', 'starry-night', 'style.jpg');
  const photos = join(root, 'assets', 'photos', 'held-out');
  const photo = join(
    photos,
    readdirSync(photos).find((name) => name.endsWith('.jpg')),
  );
  const painting = join(data, 'first-painting.jpg');
  rmSync(folder, { recursive: true, force: true });
  await step(`Training ${style} for ${ITERATIONS} iterations`, () =>
    atelier(
      ...['train', '--style', style, '--name', 'first', '--out', folder, '--iterations', String(ITERATIONS)],
      ...['--size', '64', '--batch', '1', '--width', '8', '--style-size', '128'],
    ),
  );
  await step('Painting a photo with it', () =>
    atelier('stylize', photo, '--checkpoint', join(folder, `first_${ITERATIONS}.onnx`), '--out', painting),
  );
  if (!existsSync(painting)) throw new Error(`${painting} was not painted`);
  say(`
The painting is ${painting}
It shows that everything works; ${ITERATIONS} iterations are far too few for a painter. Next:

  npm run atelier -- doctor                                       what trains here, and how fast
  npm run atelier -- train --style PICTURE                        10,000 iterations on the built-in photos
  npm run atelier -- stylize PHOTO --checkpoint FILE --out FILE   paint a photo
  npm run atelier -- --help                                       everything else`);
}

await main(import.meta.url, start);
