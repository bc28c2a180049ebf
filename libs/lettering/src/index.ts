export { cutOut } from './cut.ts';
export { type Field, signedDistance } from './distance.ts';
export { type Content, drawnContent } from './drawn.ts';
export { filledContent } from './filled.ts';
export { type Font, LetteringError, openFont } from './font.ts';
export { randomNumbers } from './random.ts';
export { checkCharacters, layOut, type Layout, type Letter, svgPaths, type TextSettings } from './layout.ts';
export { textured, type Texture, type TextureOptions } from './textured.ts';
