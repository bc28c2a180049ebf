// The direction of imports, checked by `npm run lint`: apps → libs, never the other way, and within each package from the
// rooms that are listed later to those before. No file imports itself, however far around.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Each room of a package and the rooms that it may import besides itself. The files beside the rooms are told below. */
const packages = {
  'libs/model/src': {
    ops: [],
    checkpoint: [],
    networks: ['ops', 'checkpoint'],
    pytorch: ['checkpoint', 'networks'],
    onnx: ['checkpoint', 'networks'],
    losses: ['ops', 'networks'],
    evaluation: ['networks', 'losses'],
    training: ['ops', 'checkpoint', 'networks', 'losses'],
  },
  'libs/stylize/src': {
    film: [],
    passes: [],
    'full-size': ['passes'],
    steady: ['full-size'],
    steadiness: [],
  },
  'apps/trainer/src': {
    terminal: [],
    files: [],
    engine: [],
    'loss-networks': ['files'],
    painting: ['files'],
    datasets: ['files'],
    film: ['files', 'painting'],
    training: ['files', 'engine', 'loss-networks'],
    worker: ['files', 'engine', 'painting', 'datasets', 'film', 'training'],
    catalogue: ['terminal', 'files', 'engine', 'loss-networks', 'painting', 'training'],
    bench: ['terminal', 'files', 'engine', 'loss-networks', 'painting', 'film', 'training', 'catalogue'],
    commands: [
      ...['terminal', 'files', 'engine', 'loss-networks', 'painting', 'datasets', 'film', 'training'],
      ...['worker', 'bench', 'catalogue'],
    ],
  },
  'apps/studio/src': {
    contracts: [],
    i18n: [],
    server: ['contracts', 'i18n'],
    trpc: ['contracts', 'server'],
    pictures: ['contracts'],
    ui: ['contracts', 'pictures'],
    zoom: ['ui'],
    device: ['contracts', 'trpc', 'pictures', 'ui'],
    account: ['contracts', 'trpc', 'ui'],
    deleted: ['i18n', 'trpc', 'ui'],
    photo: ['contracts', 'pictures', 'i18n', 'trpc', 'ui', 'deleted'],
    shell: ['contracts', 'ui', 'i18n', 'photo'],
    runs: ['contracts', 'i18n', 'trpc', 'ui', 'deleted'],
    styles: ['contracts', 'i18n', 'trpc', 'ui', 'account', 'deleted'],
    paint: [
      ...['contracts', 'i18n', 'trpc', 'pictures', 'ui', 'zoom', 'device', 'deleted'],
      ...['photo', 'styles'],
    ],
    lens: ['contracts', 'i18n', 'trpc', 'pictures', 'ui', 'device', 'photo', 'paint'],
    batch: ['contracts', 'i18n', 'trpc', 'ui', 'photo', 'paint'],
    gallery: [
      ...['contracts', 'i18n', 'trpc', 'pictures', 'ui', 'device', 'deleted', 'photo', 'runs', 'styles'],
      ...['paint', 'batch', 'shell'],
    ],
    compare: ['contracts', 'i18n', 'trpc', 'ui', 'zoom', 'account', 'photo', 'paint'],
    train: ['contracts', 'i18n', 'trpc', 'ui', 'photo'],
    datasets: ['contracts', 'i18n', 'trpc', 'ui'],
    films: ['contracts', 'i18n', 'trpc', 'ui', 'pictures', 'device', 'photo', 'deleted'],
    letters: ['contracts', 'i18n', 'trpc', 'ui', 'photo', 'deleted'],
    learn: ['contracts', 'i18n', 'trpc', 'pictures', 'ui', 'photo', 'paint'],
    // The pages: they ask the server and lay out the rooms' components.
    app: [
      ...['contracts', 'i18n', 'server', 'trpc', 'ui', 'shell', 'account', 'deleted', 'photo', 'runs'],
      ...[
        'styles',
        'paint',
        'batch',
        'gallery',
        'compare',
        'train',
        'learn',
        'lens',
        'letters',
        'films',
        'datasets',
      ],
    ],
  },
};

const test = String.raw`\.test\.(ts|mjs)$`;
const any = (names) => `(${names.join('|')})`;

/** What stands in a room imports that room, those that are listed for it, and the files beside the rooms. */
const rooms = Object.entries(packages).flatMap(([source, allowed]) =>
  Object.entries(allowed).map(([room, others]) => ({
    name: `rooms of ${source}: ${room}`,
    comment: `${source}/${room} may import ${others.length ? others.join(', ') : 'no other room'}`,
    severity: 'error',
    from: { path: `^${source}/${room}/`, pathNot: test },
    to: { path: `^${source}/[^/]+/`, pathNot: `^${source}/${any([room, ...others])}/` },
  })),
);

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule('no circles', 'move what both need to where it belongs', {}, { circular: true }),
    rule(
      'every room is listed',
      'write a new folder down in tools/imports.mjs, with what it may import',
      {},
      {
        path: `^(${Object.keys(packages).join('|')})/[^/]+/`,
        pathNot: Object.entries(packages).map(
          ([source, allowed]) => `^${source}/${any(Object.keys(allowed))}/`,
        ),
      },
    ),
    ...rooms,
    rule(
      'files beside the rooms',
      'they are for all rooms, and know none',
      {
        path: String.raw`^(libs/model/src/(config|dataset-order|grain|hann-window|luminance|picture)|apps/trainer/src/(env|errors))\.ts$`,
      },
      { path: `^(${Object.keys(packages).join('|')})/[^/]+/` },
    ),
    rule(
      'libs know no app',
      'apps → libs',
      { path: within(scoped('lib')), pathNot: test },
      { path: within(scoped('app')) },
    ),
    rule(
      'apps do not know one another',
      'what two apps need is a lib; only the tests in a browser are of all of them',
      { path: within(scoped('app')), pathNot: '^apps/studio-e2e/' },
      { path: within(scoped('app')), pathNot: '^$1/' },
    ),
    rule(
      'tools are no lib',
      'of tools/, what runs takes only what keeps the packages from telling their makers, and the lock of a run',
      { path: within([...scoped('app'), ...scoped('lib')]), pathNot: test },
      { path: '^tools/', pathNot: String.raw`^tools/(alone|no-telemetry)\.mjs$` },
    ),
    ...scoped('lib').map((lib) =>
      rule(
        `what ${lib} gives`,
        'only what its package.json exports is for others',
        { pathNot: [test, `^${lib}/`] },
        { path: `^${lib}/`, pathNot: exportsOf(lib).map((file) => `^${join(lib, file)}$`) },
      ),
    ),
    rule(
      'libs/model stands alone',
      'it knows neither Node, nor a backend, nor the other libs',
      { path: '^libs/model/src/', pathNot: test },
      {
        pathNot: [
          '^libs/model/src/',
          ...['@noble/hashes', '@petamoriken/float16', '@tensorflow/tfjs-core', 'fflate'].map(npm),
          ...['protobufjs', 'simple-statistics', 'zod'].map(npm),
        ],
      },
    ),
    rule(
      'libs/stylize paints anywhere',
      'it runs in Node and in a browser, and knows of libs/model what a network and its files are: nothing that trains',
      { path: '^libs/stylize/src/', pathNot: test },
      {
        pathNot: [
          '^libs/stylize/src/',
          String.raw`^libs/model/src/(checkpoint/|onnx/|networks/(architecture|scale)\.ts|(config|grain)\.ts)`,
          ...['mediabunny', 'onnxruntime-common', 'zod'].map(npm),
        ],
      },
    ),
    rule(
      'libs/lettering draws anywhere',
      'of npm packages it knows those that shape text; what needs Node is in its folder node',
      { path: '^libs/lettering/src/', pathNot: test },
      { pathNot: ['^libs/lettering/src/', ...['bidi-js', 'harfbuzzjs'].map(npm)] },
    ),
    rule(
      'pages only name letters',
      'what draws them, HarfBuzz above all, is not for a browser to fetch',
      { path: '^apps/studio/' },
      { path: '^libs/lettering/', pathNot: String.raw`^libs/lettering/src/choices\.ts$` },
    ),
    rule(
      'libs/db stores',
      'it knows no model: of a training the type of its events, of a saved state how to tell whether it is damaged',
      { path: '^libs/db/src/', pathNot: test },
      {
        path: [
          '^libs/stylize/',
          String.raw`^libs/model/(?!src/(training/events|checkpoint/index)\.ts$)`,
          npm('(@tensorflow/.*|onnxruntime-.*|sharp)'),
        ],
      },
    ),
    rule(
      'only the trainer trains',
      'TensorFlow is no part of the studio, but for the page on how it works, which computes what it shows in the browser',
      { path: '^apps/studio/', pathNot: String.raw`^apps/studio/src/learn/eye-worker\.ts$` },
      { path: [npm('@tensorflow/.*'), '^libs/model/src/(ops|losses|training)/'] },
    ),
    rule(
      'what runs is installed for users too',
      "a package that code needs outside of tests belongs under dependencies of its own package's package.json",
      { pathNot: [test, '/(test|browser)/', '^apps/studio-e2e/', String.raw`\.config\.(ts|mjs)$`] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'everything is there',
      'a file or package that is not installed, or not in package.json',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    // Types are imports too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(import.meta.dirname, 'imports.tsconfig.json') },
    doNotFollow: { path: ['node_modules', '^libs/db/src/generated'] },
    exclude: { path: [String.raw`/\.(next|bundle)/`, '^libs/db/src/generated/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};

/** The folders of the packages that are tagged so, apps or libs. */
function scoped(scope) {
  const all = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  return all.filter((folder) => manifest(folder).nx.tags.includes(`scope:${scope}`));
}

/** The files that a package gives others. */
function exportsOf(folder) {
  return Object.values(manifest(folder).exports).flatMap((file) =>
    typeof file === 'string' ? file : Object.values(file),
  );
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** Files in one of the folders, which is the pattern's first group. */
function within(folders) {
  return `^${any(folders)}/`;
}

/** An npm package by its name, a pattern. */
function npm(name) {
  return `(^|/)node_modules/${name}(/|$)`;
}
