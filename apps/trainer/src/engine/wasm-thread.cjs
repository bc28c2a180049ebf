// One thread of the WebAssembly backend: a worker of its own, started by wasm-threads.ts.
// The package's code for it expects to be loaded from a blob, which Node's workers cannot do.
const { workerData } = require('node:worker_threads');

const { wasmWorkerContents } = require(`${workerData}.worker.js`);
URL.createObjectURL = () => `${workerData}.js`;
URL.revokeObjectURL = () => {};
// Its one line break is inside a string.
new Function('require', '__filename', wasmWorkerContents.replaceAll('\n', '\\n'))(require, __filename);
