// Says what tests depend on besides the sources: Nx takes it for a part of what their results hang on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stamps, say } from './step.mjs';

say(`Node ${process.version} on ${process.platform} ${process.arch}`);
const tensorflow = join(stamps, 'tensorflow.json');
say(existsSync(tensorflow) ? readFileSync(tensorflow, 'utf8') : 'no TensorFlow');
