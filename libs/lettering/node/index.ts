export { fontNames, type FontName, openBuiltInFont, readFont } from './font-file.ts';
export { coverage } from './raster.ts';
