import type { Server } from 'node:net';

export function alone<T>(
  folder: string,
  name: string,
  work: () => T | Promise<T>,
  onWait: () => void,
): Promise<T>;
export function isAlone(folder: string, name: string): Promise<boolean>;
export function listenAlone(name: string): Promise<Server | undefined>;
export function listenByFile(folder: string, name: string): Promise<Server | undefined>;
