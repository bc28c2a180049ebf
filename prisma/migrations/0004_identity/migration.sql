-- Built-in styles have slugs of their own: those of users' styles begin with ~, which no title gives and no built-in one may.
UPDATE "Style" SET "slug" = '~' || "slug" WHERE NOT "builtIn";
ALTER TABLE "Style" ADD CONSTRAINT "Style_slug_namespace" CHECK ("builtIn" <> ("slug" LIKE '~%'));

-- A checkpoint never changes: other weights are another row, and the one that they replace stays for its paintings.
ALTER TABLE "Checkpoint" ADD COLUMN "retiredAt" TIMESTAMP(3);
DROP INDEX "Checkpoint_runId_iteration_key";
CREATE INDEX "Checkpoint_runId_iteration_idx" ON "Checkpoint"("runId", "iteration");

CREATE FUNCTION "refuse_other_bytes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% %: what a SHA-256 names does not change', TG_TABLE_NAME, OLD."sha256";
END $$;
CREATE TRIGGER "immutable" BEFORE UPDATE ON "Checkpoint" FOR EACH ROW
  WHEN (OLD."sha256" <> NEW."sha256" OR OLD."bytes" IS DISTINCT FROM NEW."bytes") EXECUTE FUNCTION "refuse_other_bytes"();
CREATE TRIGGER "immutable" BEFORE UPDATE ON "Image" FOR EACH ROW
  WHEN (OLD."sha256" <> NEW."sha256" OR OLD."bytes" IS DISTINCT FROM NEW."bytes") EXECUTE FUNCTION "refuse_other_bytes"();

-- A run keeps the style picture that it was started with, and knows its loss network and its photos.
ALTER TABLE "Run"
  ADD COLUMN "styleSha256" TEXT,
  ADD COLUMN "lossNetworkSha256" TEXT,
  ADD COLUMN "photosSha256" TEXT,
  ADD COLUMN "photoCount" INTEGER;
UPDATE "Run" SET "styleSha256" = "Style"."imageSha256" FROM "Style" WHERE "Style"."id" = "Run"."styleId";
ALTER TABLE "Run" ALTER COLUMN "styleSha256" SET NOT NULL;
CREATE INDEX "Run_styleSha256_idx" ON "Run"("styleSha256");
ALTER TABLE "Run" ADD CONSTRAINT "Run_styleSha256_fkey" FOREIGN KEY ("styleSha256") REFERENCES "Image"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A run that the command line trains stands in no queue.
ALTER TABLE "Run" ALTER COLUMN "jobId" DROP NOT NULL;
