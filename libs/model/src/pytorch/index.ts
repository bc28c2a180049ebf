export { importPth, readPth } from './pth.ts';
export { writePth } from './pth-write.ts';
