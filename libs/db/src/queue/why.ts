/** What can be said of why a thing is not done, or does not get on, with what each sentence names. */
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

  /** Of a film, or a picture that moves. */
  notAFilm: object;
  noMovingPictures: object;
  notAMovingPicture: object;
  tooLong: { minutes: number; most: number };
  largeFrames: { width: number; height: number };
  smallFrames: { width: number; height: number };
  manyFrames: { frames: number; width: number; height: number; most: number };
  codec: { codec: string };
  cutShort: { seconds: number; end: number };
  damaged: object;
  damagedFrame: { frame: number };
  noCodecs: { system: string };
  /** The checkpoint was deleted meanwhile. */
  noNetwork: object;
  largePicture: object;
  filmBrokeOff: { times: number };

  /** Of a film that was to be painted in the browser; none of these is stored. */
  largeFile: { most: number };
  movingPicture: object;
  noWebCodecs: object;
  noEncoder: object;

  /** Of photos that are fetched: by `file`, an address or a path. */
  answers: { file: string; status: number };
  unreachable: { file: string };
  changed: { file: string };
  sizeUnknown: { file: string };
  noParts: { file: string };
  notAnArchive: { file: string; format: 'ZIP' | 'tar' };
  archiveFormat: { file: string };
  manyFiles: { file: string; most: number };
  unpacksLarge: { file: string; times: number };
  otherSum: { file: string; has: string; wanted: string };
  notInArchive: { file: string; entry: string };
  notAnnotations: { file: string };
  noPhotoThere: object;
  otherVersion: object;
  fetchBrokeOff: { times: number };

  /** Of what pages ask the studio for; none of what follows is stored. */
  noSpace: object;
  /** The database does not answer. */
  away: object;
  gone: object;
  signedOut: object;
  forAdministrators: object;
  notAsked: object;
  busy: object;
  stalled: object;
  largeBody: object;
  /** What was not foreseen is in the studio's log. */
  inLog: { request: string };
  noAnswer: object;
  /** Of something between a page and the studio. */
  otherAnswer: { status: number };
  /** What was not foreseen on a page, in the program's words. */
  inBrowser: { words: string };
  /** Of what a browser, or a device, does not do. */
  fileGone: object;
  browserFull: object;
  notInBrowser: object;
  coding: object;
  deviceMemory: object;
  graphics: object;
  unsafeAddress: object;
  photosThere: { name: string };
  unknownPhotos: { name: string };
  runOver: object;
  noFurther: { iterations: number; days: number };
  painterEnded: object;
  /** The command line, where there is no sentence for it. */
  programSays: { words: string };

  /** Of a word, and what it is to be made of. */
  noText: object;
  manyCharacters: { count: number; most: number };
  noCharacters: object;
  backwards: { from: string; to: string };
  controls: object;
  noLetter: { letters: string };
  manyPoints: object;
  nothingDrawn: object;
  largeWord: { width: number; height: number };
  noSuchLetter: { number: number; count: number };
  noGround: object;
  needsMask: object;
  otherSizes: object;
  slowWord: object;
  /** Of a font. */
  largeFont: { most: number };
  firstWoff: object;
  damagedFont: object;
  noOutlines: object;
}

/** One sentence of it: a page has words for its kind, in each language. */
export type Why = { [Kind in keyof Sentences]: { kind: Kind } & Sentences[Kind] }[keyof Sentences];
