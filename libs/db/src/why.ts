/** What can be said of why a run does not get on, with what each sentence names. */
interface Sentences {
  /** A worker has no photos of this name. */
  noFolder: { name: string };
  /** A folder holds no pictures that are read. */
  noPhotos: { folder: string };
  /** Of so many photos none can be used, or hardly any; one of them is named. */
  noneUsable: { count: number; path: string };
  hardlyAny: { count: number; path: string };
  /** Something else has come in the place of what the run was started with. */
  otherStyle: object;
  otherLossNetwork: object;
  otherPhotos: object;
  otherPhotoCount: { before: number; now: number };
  /** It has not been fetched on the worker's machine. */
  noLossNetwork: { name: string };
  /** The operating system refused a file or a folder. */
  noSuchFile: { path: string };
  mayNotRead: { path: string };
  /** Of the training configuration. */
  settings: { names: string };
  diverged: { iteration: number };
  brokeOff: { times: number; iteration: number };
  fullDatabase: object;
  fullWorker: object;
  photosElsewhere: { name: string; there: string; here: string };
}

/** One sentence of why a run does not get on: a page has words for its kind, in each language. */
export type Why = { [Kind in keyof Sentences]: { kind: Kind } & Sentences[Kind] }[keyof Sentences];
