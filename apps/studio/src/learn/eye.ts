import type { LossSettings, Picture } from '@atelier/model';

/** How wide or high a picture's short side is when the loss network looks at it, in pixels. */
export const LOOK_SIDE = 160;
/** The same for the slow method, of which every step has to be seen. */
export const SLOW_SIDE = 128;
/** How many feature maps of a layer are shown: those that vary most over the picture. */
export const SHOWN_MAPS = 8;

/** One channel of a layer's features: `values` are rows of width × height, 0 or above. */
export interface FeatureMap {
  channel: number;
  values: Float32Array;
}

/** What the loss network sees of a picture at one layer. */
export interface Look {
  tap: string;
  width: number;
  height: number;
  channels: number;
  /** Over all channels and places. */
  mean: number;
  /** The share of values that are zero: where the layer sees nothing of what it looks for. */
  silent: number;
  maps: FeatureMap[];
}

/** A picture's style at one layer: the centred covariance of its features, channels × channels. */
export interface Covariance {
  tap: string;
  channels: number;
  values: Float32Array;
  /** How far it is from the style's, see `momentsLoss`; the style's own is 0. */
  distance: number;
}

export interface SlowStep {
  iteration: number;
  /** The weighted content and style losses and all terms together. */
  content: number;
  style: number;
  total: number;
  seconds: number;
  picture?: Picture;
}

export type Weights = Pick<LossSettings, 'contentWeight' | 'styleWeight'>;

/** What the worker does; it holds the loss network `compact`, which every installation has. */
export interface Eye {
  /** A picture of this studio, its short side reduced to `side`. */
  picture(url: string, side: number): Promise<Picture>;
  looks(picture: Picture): Promise<Look[]>;
  covariances(style: Picture, pictures: Picture[]): Promise<Covariance[][]>;
  /** The original method, until it is done or stopped by its name. `onStep` is told of each step, with a picture every few. Whether it went on to its end. */
  slow(
    name: string,
    pictures: { content: Picture; style: Picture },
    how: { iterations: number; every: number } & Weights,
    onStep: (step: SlowStep) => void,
  ): Promise<boolean>;
  stop(name: string): void;
}
