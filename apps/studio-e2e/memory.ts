/**
 * The memory of a studio that is up, over 200 paintings of 640×480 pixels: resident megabytes of the server (give its
 * process id) and of its painting processes. Linux only.
 *
 *     node --import tsx apps/studio-e2e/memory.ts http://localhost:3000 starry-night $(pgrep -f next-server) [PAINTINGS]
 */
import { readdir, readFile } from 'node:fs/promises';
import { Visitor } from './visitor.ts';

const [address, slug, pid, paintings = '200'] = process.argv.slice(2);
if (!address || !slug || !pid)
  throw new Error('give the address of a studio, a trained style and the process id of the server');
const EVERY = 20;

const status = async (id: string) => await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
const field = (text: string, name: string) => new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1];
const megabytes = (text: string) => Number(field(text, 'VmRSS') ?? 0) / 1024;

async function report(painted: number): Promise<void> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(status));
  const painters = all.filter((text) => field(text, 'PPid') === pid).map(megabytes);
  const server = megabytes(await status(pid!));
  const total = painters.reduce((sum, each) => sum + each, server);
  const shown = [painted, server, ...painters, total].map((value) => value.toFixed(0).padStart(9));
  console.log(shown.join(''));
}

const visitor = new Visitor(address);
const seed = Date.now();
const published = await visitor.published(slug);
console.log(' painted   server painters …   total (MB)');
for (let painted = 0; painted <= Number(paintings); painted++) {
  if (painted > 0) await visitor.paint(await visitor.upload(640, 480, seed + painted), published, 'full');
  if (painted % EVERY === 0) await report(painted);
}
