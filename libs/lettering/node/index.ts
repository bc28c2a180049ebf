export { openBuiltInFont, readFont } from './font-file.ts';
export { coverage } from './raster.ts';
