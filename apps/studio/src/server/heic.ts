import { spawn } from 'node:child_process';
import { text, buffer } from 'node:stream/consumers';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)), 'heic-program.ts');

/**
 * A HEIC file (iPhones, HEVC inside) as a JPEG that looks the same, upright and with its colour profile. In a process of its
 * own: decoding 12 megapixels takes a processor for seconds, and the server has others to answer.
 * @throws Error with what the decoder said
 */
export async function heicToJpeg(bytes: Uint8Array): Promise<Buffer> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], { stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  child.stdin.on('error', () => undefined); // it ended before it had read all: it says why
  child.stdin.end(bytes);
  const [jpeg, said, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(said.trim() || `the decoder ended with exit code ${code}`);
  return jpeg;
}
