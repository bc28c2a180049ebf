-- Why a run failed is one of a few reasons, which the studio says in the reader's language; the trainer's words are the detail.
CREATE TYPE "RunFailure" AS ENUM ('brokeOff', 'input', 'settings', 'diverged', 'unforeseen');
ALTER TABLE "Run" RENAME COLUMN "failure" TO "failureDetail";
ALTER TABLE "Run" ADD COLUMN "failure" "RunFailure";
UPDATE "Run" SET "failure" = 'unforeseen' WHERE "failureDetail" IS NOT NULL;

-- A painting is stored once, also when two processes finish it at the same moment. The newest of several stays.
DELETE FROM "Stylization" old USING "Stylization" new
WHERE old."photoId" = new."photoId" AND old."checkpointId" = new."checkpointId"
  AND old."options" = new."options" AND old."id" < new."id";
DROP INDEX "Stylization_photoId_idx";
CREATE UNIQUE INDEX "Stylization_photoId_checkpointId_options_key"
  ON "Stylization"("photoId", "checkpointId", "options");
