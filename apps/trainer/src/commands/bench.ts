import type { Command } from 'commander';
import { addFilm, addFilmSpeed } from '../bench/film-commands.ts';
import { addFullSize, addHalo, addLetters, addStylize } from '../bench/painting-commands.ts';
import { addFirstIteration, addLossNetwork, addStarts, addStep } from '../bench/training-commands.ts';

export function register(program: Command): void {
  const bench = program
    .command('bench')
    .description('Measure this machine: training steps, loss networks, and painting');
  for (const part of [
    addStep,
    addLossNetwork,
    addStylize,
    addLetters,
    addFirstIteration,
    addStarts,
    addFullSize,
    addHalo,
    addFilm,
    addFilmSpeed,
  ])
    part(bench);
}
