// `npm start`: set-up, then the studio with its database and one worker, until Ctrl-C.
import './node-version.mjs';
import './temporary-folder.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { main, root } from './step.mjs';

async function start() {
  await setUp();
  const serving = spawn(process.execPath, ['--import', 'tsx', join(root, 'tools', 'serve.ts')], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // by the channel's end it notices that we are gone
  });
  // It closes everything and then ends; this process waits for that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => serving.kill(signal));
  // npm passes on Ctrl-C and SIGTERM, but not SIGHUP: then we are another's child all at once.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && serving.kill('SIGTERM'), 1_000);
  serving.on('exit', () => clearInterval(watch));
  serving.on('exit', (code) => (process.exitCode = code ?? 1));
}

await main(import.meta.url, start);
