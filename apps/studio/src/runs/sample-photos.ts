/** The photos that a training's samples are painted of, in the order of their numbers: what a worker paints, as it is. */
export const samplePhotos = [
  new URL('../../../../assets/photos/held-out/darknet-horses.jpg', import.meta.url).href,
  new URL('../../../../assets/photos/held-out/gcompris-brandenburggate.jpg', import.meta.url).href,
  new URL('../../../../assets/photos/held-out/gcompris-colosseum.jpg', import.meta.url).href,
  new URL('../../../../assets/photos/held-out/gcompris-dog.jpg', import.meta.url).href,
];
