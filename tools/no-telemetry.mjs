// Nothing leaves this machine that its owner did not ask for: switches off what libraries and tools would report, look up
// or fetch by themselves, and Nx's impatience. They read these variables when they are loaded, and child processes inherit
// them, so whatever starts a process of this project imports this file before anything else.
import { fileURLToPath } from 'node:url';

Object.assign(process.env, {
  /** ONNX Runtime: a device id and a queue of events under the home folder, sent to its makers. */
  ORT_DISABLE_TELEMETRY: '1',
  /** Prisma: asks its makers for newer versions. */
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  /** Next.js: usage, sent to its makers. */
  NEXT_TELEMETRY_DISABLED: '1',
  /** Next.js: asks npm's registry for compilers of other platforms, to add them to package-lock.json. */
  NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
  /** better-auth: what it is used with, sent to its makers. */
  BETTER_AUTH_TELEMETRY: '0',
  NX_NO_CLOUD: 'true',
  /** Nx gives up its own processes after 30 s, which they may take to start on a machine that has much else to do. */
  NX_PLUGIN_NO_TIMEOUTS: 'true',
  /** Nx and jiti (which reads settings for Prisma): their caches, else in the machine's folder for temporary files. */
  NX_NATIVE_FILE_CACHE_DIRECTORY: fileURLToPath(new URL('../.nx/native', import.meta.url)),
  JITI_FS_CACHE: 'false',
  /** pip: asks for newer versions of itself. (npm reads .npmrc.) */
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  /** What many other tools go by. */
  DO_NOT_TRACK: '1',
});
