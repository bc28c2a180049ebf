import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients'; // after the core, whose flags it reads
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import {
  LossNetwork,
  momentsLoss,
  type MomentsTarget,
  momentsTarget,
  optimise,
  taps,
  trainingConfig,
} from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { expose } from 'comlink';
import { type Covariance, type Eye, type Look, SHOWN_MAPS } from './eye.ts';
import { pictureFrom } from './picture.ts';

const NETWORK = 'compact';
const wasm = (file: URL) => file.href;

const opened = (async () => {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasm(
      new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url),
    ),
    'tfjs-backend-wasm-simd.wasm': wasm(
      new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url),
    ),
    'tfjs-backend-wasm-threaded-simd.wasm': wasm(
      new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', import.meta.url),
    ),
  });
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const [file] = await Promise.all([
    fetch(new URL('../../../../assets/loss-networks/compact.safetensors', import.meta.url)),
    tf.setBackend('wasm'),
  ]);
  if (!file.ok) throw new Error(`the loss network could not be fetched (${file.status})`);
  const { tensors } = readCheckpoint(new Uint8Array(await file.arrayBuffer()));
  return new LossNetwork(NETWORK, tensors);
})();

const working = new Set<string>();

const eye: Eye = {
  picture: pictureFrom,

  async looks(picture) {
    const network = await opened;
    const features = tf.tidy(() => network.features(tf.tensor4d(picture.data, [1, picture.height, picture.width, 3]))); // prettier-ignore
    const looks = await Promise.all(features.map((map, k) => lookOf(map, taps(NETWORK)[k]!)));
    tf.dispose(features);
    return looks;
  },

  async covariances(style, pictures) {
    const network = await opened;
    const featuresOf = ({ data, width, height }: typeof style) =>
      tf.tidy(() => network.features(tf.tensor4d(data, [1, height, width, 3])));
    const targets = tf.tidy(() => featuresOf(style).map(momentsTarget));
    const all = [style, ...pictures].map((picture) => {
      const features = featuresOf(picture);
      const covariances = features.map((map, k) => covarianceOf(map, targets[k]!, taps(NETWORK)[k]!));
      tf.dispose(features);
      return covariances;
    });
    tf.dispose(targets);
    return all;
  },

  async slow(name, { content, style }, { iterations, every, ...weights }, onStep) {
    const lossNetwork = await opened;
    working.add(name);
    const config = trainingConfig({ scales: 1, lossNetwork: NETWORK, ...weights });
    const pictures = Array.from({ length: Math.floor(iterations / every) }, (_, k) => (k + 1) * every);
    const since = performance.now();
    for await (const step of optimise({ content, style, lossNetwork, config, iterations, pictures })) {
      const { iteration, losses, picture } = step;
      const { content = 0, style = 0, total } = losses;
      const seconds = (performance.now() - since) / 1000;
      onStep({ iteration, content, style, total, seconds, ...(picture && { picture }) });
      // Computing blocks the worker: an order to stop is heard here.
      await new Promise((resolve) => setTimeout(resolve));
      if (!working.has(name)) return false;
    }
    return true;
  },

  stop(name) {
    working.delete(name);
  },
};

/** @param features [1, h, w, c] */
async function lookOf(features: tf.Tensor4D, tap: string): Promise<Look> {
  const [, height, width, channels] = features.shape;
  const { mean, silent, spread } = tf.tidy(() => ({
    mean: tf.mean(features).dataSync()[0]!,
    silent: tf.mean(tf.cast(tf.equal(features, 0), 'float32')).dataSync()[0]!,
    spread: tf.moments(features, [0, 1, 2]).variance.dataSync(),
  }));
  const values = await features.data();
  const most = [...spread.keys()].sort((a, b) => spread[b]! - spread[a]!).slice(0, SHOWN_MAPS);
  const maps = most.map((channel) => ({
    channel,
    values: Float32Array.from({ length: width * height }, (_, place) => values[place * channels + channel]!),
  }));
  return { tap, width, height, channels, mean, silent, maps };
}

/** @param features [1, h, w, c] */
function covarianceOf(features: tf.Tensor4D, target: MomentsTarget, tap: string): Covariance {
  const channels = features.shape[3];
  const [values, distance] = tf.tidy(() => {
    const { moments } = momentsTarget(features);
    return [tf.slice(moments, [0, 1, 0], [1, channels, channels]).dataSync(), momentsLoss(features, target).dataSync()]; // prettier-ignore
  }) as unknown as [Float32Array, Float32Array];
  return { tap, channels, values: Float32Array.from(values), distance: distance[0]! };
}

expose(eye);
