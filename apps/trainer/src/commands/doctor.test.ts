import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkout } from '../env.ts';

const run = promisify(execFile);

async function doctor(words: string[], variables: Record<string, string>): Promise<string> {
  const { stdout, stderr } = await run(
    process.execPath,
    ['--import', 'tsx', 'apps/trainer/src/main.ts', 'doctor', ...words],
    { cwd: checkout, env: { ...process.env, DATABASE_URL: '', ...variables } },
  );
  expect(stderr).toBe(''); // nor does TensorFlow chatter
  return stdout;
}

describe('atelier doctor', () => {
  it('says what is in use, how fast it is, and what would be better', async () => {
    const text = await doctor([], {});
    expect(text).toMatch(/^Training +(TensorFlow|WebAssembly) \d+\.\d+\.\d+, \d+ threads$/m);
    expect(text).toMatch(/^Speed +\d+\.\d GFLOP\/s/m);
    expect(text).toMatch(/^Database +embedded PostgreSQL/m);
  });

  it('says it in JSON', async () => {
    const report = JSON.parse(await doctor(['--json'], { ATELIER_ENGINE: 'wasm' })) as {
      engine: { name: string };
      gigaflopsPerSecond: number;
      memory: { total: number; available: number };
    };
    expect(report.engine.name).toBe('wasm');
    expect(report.gigaflopsPerSecond).toBeGreaterThan(0);
    expect(report.memory.available).toBeLessThanOrEqual(report.memory.total);
  });

  it('says whether the database answers', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const variables = {
      ATELIER_ENGINE: 'wasm',
      DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/atelier`,
    };
    const answering = await doctor([], variables);
    await new Promise((resolve) => server.close(resolve));
    const silent = await doctor([], variables);
    expect(answering).toMatch(/^Database +DATABASE_URL, 127.0.0.1:\d+: answers$/m);
    expect(silent).toMatch(
      /^Database +DATABASE_URL, 127.0.0.1:\d+: cannot be reached \(.*ECONNREFUSED.*\)$/m,
    );
    expect(answering + silent).not.toContain('secret');
  });
});
