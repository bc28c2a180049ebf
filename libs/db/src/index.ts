export * from './people/accounts.ts';
export type { BuiltInRun } from './styles/built-in-run.ts';
export { removeUser } from './people/leaving.ts';
export { BackupError, backupLines, restoreLines } from './upkeep/backup.ts';
export {
  DamagedError,
  getCheckpoint,
  listCheckpoints,
  publishCheckpoint,
  readCheckpoint,
  suitedSize,
  type CheckpointFile,
  type CheckpointInfo,
} from './styles/checkpoints.ts';
export {
  deletedKinds,
  discard,
  KEPT_DAYS,
  listDeleted,
  purgeDeleted,
  restore,
  type Deleted,
  type DeletedKind,
} from './upkeep/deleted.ts';
export { databaseAnswers, databaseUrl, disconnect, useDatabase } from './database.ts';
export { changes } from './runs/changes.ts';
export * from './datasets/datasets.ts';
export { DatasetWork, LostDatasetError, type TakenDataset } from './datasets/dataset-work.ts';
export { runEvents, runLists, type RunEvent } from './runs/events.ts';
export * from './films/films.ts';
export { FilmWork, LostFilmError, type TakenFilm } from './films/film-work.ts';
export { Hold, type RunOrigin, type RunState, type TakenRun } from './runs/hold.ts';
export { mayShow, readImage, sha256, type ImageFile, type ImageInfo } from './images.ts';
export { listMetrics, type Metric } from './runs/metrics.ts';
export { clearOld, type Cleared, STATE_DAYS } from './upkeep/old.ts';
export { EVERYBODY, type Owner, type Viewer } from './owner.ts';
export { passOn, photosOf } from './runs/passing.ts';
export * from './pictures/photos.ts';
export { isAway, isNoSpace } from './unavailable.ts';
export { findPostgres, migrate, PostgresError, startPostgres, type Postgres } from './postgres/postgres.ts';
export { HOLD_SECONDS, LostError, type Queue, workDaily, workQueue } from './queue/queue.ts';
export * from './runs/runs.ts';
export * from './runs/samples.ts';
export * from './runs/speeds.ts';
export * from './pictures/stylizations.ts';
export {
  getStyle,
  listStyles,
  putBuiltInStyle,
  shareStyle,
  type BuiltInStyle,
  type NewStyle,
  type Style,
} from './styles/styles.ts';
export { BusyRunError, LostRunError, type OwnRun } from './runs/taking.ts';
export { hostOf, workerId } from './runs/worker-id.ts';
export { type Finding, verifyDatabase, type Verified } from './upkeep/verify.ts';
export type { Why } from './queue/why.ts';
export * from './pictures/words.ts';
