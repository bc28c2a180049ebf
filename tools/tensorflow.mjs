// Native TensorFlow for @tensorflow/tfjs-node-gpu, from package registries alone.
//
// The package's own installer fetches libtensorflow 2.9.1 from one storage host. The same library, current, is inside
// TensorFlow's Python wheel: pip fetches that, the library and its C headers are taken out into a cache that outlives
// node_modules, and the package's binding (two C++ files) is compiled against it.
// Whatever is missing, this ends well: training then runs on WebAssembly, and node_modules/.atelier/tensorflow.json
// says what was missing and how to get it.
//
//   node tools/tensorflow.mjs [--force]      --force tries again what failed before
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, main, modules, run, say, stamps, which } from './step.mjs';

const VERSION = '2.21.0';
/** How long the package's own installer may take, ms. */
const OWN_DOWNLOAD_LIMIT = 5 * 60_000;

const PACKAGE = join(modules, '@tensorflow', 'tfjs-node-gpu');
const BINDING = join(PACKAGE, 'lib', 'napi-v8', 'tfjs_binding.node');
const STATE = join(stamps, 'tensorflow.json');

/** pip's platform tags for the wheels that hold libtensorflow, and what the wheel for a CPU is called there. */
const WHEELS = {
  'linux-x64': { platform: 'manylinux_2_27_x86_64', cpu: 'tensorflow-cpu' },
  'linux-arm64': { platform: 'manylinux_2_27_aarch64', cpu: 'tensorflow' },
  'darwin-arm64': { platform: 'macosx_12_0_arm64', cpu: 'tensorflow' },
};
const PIP = ['-m', 'pip'];
const INSTALL_PYTHON =
  'apt-get install python3-pip (Debian, Ubuntu), dnf install python3-pip (Fedora), brew install python (macOS)';
const INSTALL_COMPILER =
  'apt-get install g++ (Debian, Ubuntu), dnf install gcc-c++ (Fedora), xcode-select --install (macOS)';

/** Something this machine lacks, and the line that would mend it. */
class Missing extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

const python = which('python3');
const compiler = ['g++', 'c++', 'clang++'].map(which).find(Boolean);
const gpu = which('nvidia-smi');
/** What the outcome depends on; a failure is not tried again before some of it has changed. */
const circumstances = [VERSION, cache, python, which('pip3'), which('pip'), compiler, gpu].join('|');

function hasGpu() {
  if (!gpu || process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    return run(gpu, ['-L'], { quiet: true }).includes('GPU 0');
  } catch {
    return false; // the driver's tool is there, but no device answers
  }
}

function pip(parameters) {
  const [own, ...rest] = parameters;
  // Without pip's own cache: what is taken out of a wheel is kept, and the wheel of no more use.
  const always = ['--no-cache-dir', '--only-binary=:all:', '--no-deps', '--python-version', '3.11'];
  // pip asks rustc for its version, to tell the index; rustup's would make its folder, or fetch, for that.
  const env = { ...process.env, RUSTUP_HOME: '/dev/null' };
  run(python, [...PIP, own, ...always, ...rest], { quiet: !process.stdout.isTTY, env });
}

/** Of all that pip prints when it fails, the line that says why. */
const pipsReason = ({ message }) =>
  /^ERROR: (.*)$/m.exec(message)?.[1] ?? (process.stdout.isTTY ? 'see above' : message);

/** Folders that an interrupted run left behind: their names end in the number of a process that is no more. */
function removeAbandoned() {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const owner = /\.partial-(\d+)-/.exec(name)?.[1];
    if (!owner) continue;
    try {
      process.kill(Number(owner), 0);
    } catch (error) {
      if (error.code === 'ESRCH') rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

const EXTRACT = `
import re, sys, zipfile
wheel, folder = sys.argv[1:]
wanted = re.compile(r'tensorflow/(libtensorflow_(cc|framework)[.]|include/(tensorflow/(c|core/platform)|tsl|xla/tsl/c)/)|[^/]*[.]dist-info/METADATA')
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if wanted.match(name)])
`;

/** The NVIDIA libraries that TensorFlow's wheel names for its extra `and-cuda`, e.g. `nvidia-cublas-cu12>=12.5`. */
function cudaRequirements(folder) {
  const info = readdirSync(folder).find((name) => name.endsWith('.dist-info'));
  return readFileSync(join(folder, info, 'METADATA'), 'utf8')
    .split('\n')
    .map((line) => /^Requires-Dist: (nvidia-[^;]+);.*and-cuda/.exec(line)?.[1].replace(/[\s()]/g, ''))
    .filter(Boolean);
}

/** The folder with `tensorflow/libtensorflow_cc.*` and `tensorflow/include`, fetched unless it is in the cache. */
function library(device) {
  const folder = join(cache, `tensorflow-${VERSION}-${device}`);
  if (existsSync(folder)) return folder;
  const wheel = WHEELS[`${process.platform}-${process.arch}`];
  if (!wheel)
    throw new Missing(
      `there is no TensorFlow wheel for ${process.platform} on ${process.arch}`,
      'use Linux or macOS',
    );
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime)
    throw new Missing(
      'TensorFlow needs glibc, and this Linux has another C library',
      'use Debian, Ubuntu or Fedora',
    );
  if (!python) throw new Missing('python3 was not found (its pip fetches TensorFlow)', INSTALL_PYTHON);
  try {
    run(python, [...PIP, '--version'], { quiet: true });
  } catch {
    throw new Missing('python3 has no pip (it fetches TensorFlow)', INSTALL_PYTHON);
  }
  mkdirSync(cache, { recursive: true });
  removeAbandoned();
  const partial = mkdtempSync(`${folder}.partial-${process.pid}-`);
  try {
    const name = device === 'cuda' ? 'tensorflow' : wheel.cpu;
    say(
      `  fetching ${name} ${VERSION} with pip (about ${device === 'cuda' ? '3 GB' : '270 MB'}, once for this machine)`,
    );
    try {
      pip(['download', '--platform', wheel.platform, '--dest', partial, `${name}==${VERSION}`]);
    } catch (error) {
      throw new Missing(
        `pip could not fetch ${name} ${VERSION} (${pipsReason(error)})`,
        'see that pip can reach a package index, then: node tools/tensorflow.mjs --force',
      );
    }
    const [file] = readdirSync(partial).map((entry) => join(partial, entry));
    run(python, ['-c', EXTRACT, file, partial], { quiet: true });
    rmSync(file);
    if (device === 'cuda') {
      const platforms = [wheel.platform, 'manylinux2014_x86_64'].flatMap((tag) => ['--platform', tag]);
      pip(['install', ...platforms, '--target', partial, ...cudaRequirements(partial)]);
    }
    if (!existsSync(folder)) renameSync(partial, folder); // else another checkout was faster
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** The NVIDIA libraries beside TensorFlow: linked to the binding, so that TensorFlow finds them loaded already. */
function nvidiaLibraries(folder) {
  const nvidia = join(folder, 'nvidia');
  if (!existsSync(nvidia)) return [];
  return readdirSync(nvidia)
    .map((part) => join(nvidia, part, 'lib'))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      readdirSync(path)
        .filter((name) => /\.so(\.\d+)*$/.test(name))
        .map((name) => join(path, name)),
    );
}

function compile(folder) {
  if (!compiler)
    throw new Missing('no C++ compiler was found (it builds the binding to TensorFlow)', INSTALL_COMPILER);
  const home = join(folder, 'tensorflow');
  const linked = [
    ...readdirSync(home)
      .filter((name) => name.startsWith('libtensorflow_'))
      .map((name) => join(home, name)),
    ...nvidiaLibraries(folder),
  ];
  const sources = readdirSync(join(PACKAGE, 'binding')).filter((name) => name.endsWith('.cc'));
  const partial = `${BINDING}.${process.pid}`;
  mkdirSync(dirname(BINDING), { recursive: true });
  run(
    compiler,
    [
      ...['-shared', '-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8'],
      ...['-I', PACKAGE, '-I', join(home, 'include'), '-I', join(modules, 'node-api-headers', 'include')],
      ...sources.map((name) => join(PACKAGE, 'binding', name)),
      ...(process.platform === 'darwin'
        ? ['-undefined', 'dynamic_lookup']
        : [join(import.meta.dirname, 'quiet-tensorflow.cc'), '-Wl,-z,initfirst', '-Wl,--no-as-needed']),
      ...linked,
      ...[...new Set(linked.map(dirname))].map((path) => `-Wl,-rpath,${path}`),
      ...['-o', partial],
    ],
    { quiet: true },
  );
  renameSync(partial, BINDING);
}

/**
 * TensorFlow's version as the binding reports it. A process of its own loads it: a wrong CPU kills that process only. A
 * binding that does not load is removed, or it would kill every training.
 */
function load() {
  const code = `process.stdout.write(require(${JSON.stringify(BINDING)}).TF_Version)`;
  try {
    return run(process.execPath, ['-e', code], {
      quiet: true,
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
    });
  } catch (error) {
    rmSync(BINDING, { force: true });
    throw error;
  }
}

function fromWheel() {
  const device = hasGpu() ? 'cuda' : 'cpu';
  const folder = library(device);
  say(`  compiling the binding with ${compiler ?? 'a C++ compiler'}`);
  compile(folder);
  try {
    return { version: load(), device, library: folder };
  } catch (error) {
    throw new Missing(
      `TensorFlow does not load here: ${error.message}`,
      'see the message; TensorFlow needs a CPU with AVX',
    );
  }
}

/** The package's own installer: one storage host that many firewalls close. It is asked first whether it answers. */
async function fromOwnDownload() {
  await fetch('https://storage.googleapis.com/', { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
  const device = hasGpu() ? 'gpu' : 'cpu';
  const path = [join(PACKAGE, 'node_modules', '.bin'), join(modules, '.bin'), process.env.PATH];
  run(process.execPath, ['scripts/install.js', device, 'download'], {
    cwd: PACKAGE,
    quiet: true,
    timeout: OWN_DOWNLOAD_LIMIT,
    env: { ...process.env, PATH: path.join(process.platform === 'win32' ? ';' : ':') },
  });
  return { version: load(), device: device === 'gpu' ? 'cuda' : 'cpu' };
}

function remember(state) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(`${STATE}.${process.pid}`, `${JSON.stringify({ ...state, circumstances }, null, 2)}\n`);
  renameSync(`${STATE}.${process.pid}`, STATE);
  return state;
}

/** Installed and unchanged since it was last seen to load. */
function stands(state) {
  if (!state.version || !existsSync(BINDING)) return false;
  return statSync(BINDING).mtimeMs === state.binding && (!state.library || existsSync(state.library));
}

/**
 * Sees to native TensorFlow.
 * @param {{ force?: boolean }} options `force` tries again what failed before
 * @returns {Promise<{version: string, device: string} | {problem: string, remedy: string}>}
 */
export async function tensorflow({ force = false } = {}) {
  const known = existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : {};
  if (!force && (stands(known) || (known.problem && known.circumstances === circumstances))) return known;
  try {
    const made = fromWheel();
    return remember({ ...made, binding: statSync(BINDING).mtimeMs });
  } catch (lack) {
    say(`  ${lack.message.split('\n')[0]}; trying the package's own download`);
    try {
      const made = await fromOwnDownload();
      return remember({ ...made, binding: statSync(BINDING).mtimeMs });
    } catch (error) {
      const own = error.cause?.message ?? error.message.split('\n')[0];
      return remember({
        problem: `${lack.message}; the package's own download failed too: ${own}`,
        remedy: lack.remedy ?? 'see the message, then: node tools/tensorflow.mjs --force',
      });
    }
  }
}

/** One line on the outcome. */
export const outcome = (state) =>
  state.version
    ? `TensorFlow ${state.version} (${state.device})`
    : `training will use WebAssembly, which is about ten times slower: ${state.problem}\n  To mend it: ${state.remedy}`;

await main(import.meta.url, async () => {
  if (process.env.ATELIER_ENGINE === 'wasm') say('ATELIER_ENGINE=wasm: native TensorFlow is not wanted');
  else say(outcome(await tensorflow({ force: process.argv.includes('--force') })));
});
