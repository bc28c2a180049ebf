import { type BuiltInStyle } from '../src/index.ts';
import { image } from './image.ts';

const config = { width: 16 };

/** A built-in style with two checkpoints. */
export const wave: BuiltInStyle = {
  ...{ slug: 'wave', position: 0, title: 'The Great Wave', artist: 'Katsushika Hokusai' },
  file: image('wave'),
  checkpoints: [
    { iteration: 5000, bytes: Buffer.from('weights 5000'), config },
    { iteration: 10_000, bytes: Buffer.from('weights 10000'), config, heldOut: { style: 0.5 } },
  ],
};

/** What is said of one that is built in. */
export const label = {
  ...{ title: 'Wave', artist: 'Hokusai', year: '1831', licence: 'CC0', source: 'x', trainedBy: 'us' },
};
