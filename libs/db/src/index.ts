export * from './accounts.ts';
export type { BuiltInRun } from './built-in-run.ts';
export { removeUser } from './leaving.ts';
export { BackupError, backupLines, restoreLines } from './backup.ts';
export {
  DamagedError,
  getCheckpoint,
  listCheckpoints,
  publishCheckpoint,
  readCheckpoint,
  suitedSize,
  type CheckpointFile,
  type CheckpointInfo,
} from './checkpoints.ts';
export {
  deletedKinds,
  discard,
  KEPT_DAYS,
  listDeleted,
  purgeDeleted,
  restore,
  type Deleted,
  type DeletedKind,
} from './deleted.ts';
export { databaseAnswers, databaseUrl, disconnect, useDatabase } from './database.ts';
export { changes } from './changes.ts';
export * from './datasets.ts';
export { DatasetWork, LostDatasetError, type TakenDataset } from './dataset-work.ts';
export { runEvents, runLists, type RunEvent } from './events.ts';
export * from './films.ts';
export { FilmWork, LostFilmError, type TakenFilm } from './film-work.ts';
export { Hold, type RunOrigin, type RunState, type TakenRun } from './hold.ts';
export { mayShow, readImage, sha256, type ImageFile, type ImageInfo } from './images.ts';
export { listMetrics, type Metric } from './metrics.ts';
export { clearOld, type Cleared, STATE_DAYS } from './old.ts';
export { EVERYBODY, type Owner, type Viewer } from './owner.ts';
export { passOn, photosOf } from './passing.ts';
export * from './photos.ts';
export { isAway, isNoSpace } from './unavailable.ts';
export { findPostgres, migrate, PostgresError, startPostgres, type Postgres } from './postgres.ts';
export { HOLD_SECONDS, LostError, type Queue, workDaily, workQueue } from './queue.ts';
export * from './runs.ts';
export * from './samples.ts';
export * from './speeds.ts';
export * from './stylizations.ts';
export {
  getStyle,
  listStyles,
  putBuiltInStyle,
  shareStyle,
  type BuiltInStyle,
  type NewStyle,
  type Style,
} from './styles.ts';
export { BusyRunError, LostRunError, type OwnRun } from './taking.ts';
export { type Finding, verifyDatabase, type Verified } from './verify.ts';
export type { Why } from './why.ts';
export * from './words.ts';
