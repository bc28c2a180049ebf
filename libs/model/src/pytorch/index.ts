export { importPth, readPth } from './pth.ts';
export { writePth } from './pth-write.ts';
export { importSafetensors } from './safetensors.ts';
