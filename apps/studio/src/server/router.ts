import { createCallerFactory, router } from './api.ts';
import { accounts } from './routers/accounts.ts';
import { checkpoints } from './routers/checkpoints.ts';
import { datasets } from './routers/datasets.ts';
import { deleted } from './routers/deleted.ts';
import { films } from './routers/films.ts';
import { paintings } from './routers/paintings.ts';
import { photos } from './routers/photos.ts';
import { runs } from './routers/runs.ts';
import { styles } from './routers/styles.ts';
import { words } from './routers/words.ts';
import type { Viewer } from './viewer.ts';

export const appRouter = router({
  accounts,
  checkpoints,
  datasets,
  deleted,
  films,
  paintings,
  photos,
  runs,
  styles,
  words,
});

export type AppRouter = typeof appRouter;

/** The same procedures for server components, without a request in between. */
export const apiFor = (viewer: Viewer) => createCallerFactory(appRouter)({ viewer });
