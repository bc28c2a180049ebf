-- What the user wants of a run is its desired state, in the words of its status.
ALTER TYPE "RunWish" RENAME TO "DesiredState";
ALTER TYPE "DesiredState" RENAME VALUE 'run' TO 'running';
ALTER TYPE "DesiredState" RENAME VALUE 'pause' TO 'paused';
ALTER TYPE "DesiredState" RENAME VALUE 'stop' TO 'stopped';
ALTER TABLE "Run" RENAME COLUMN "wish" TO "desired";
