CREATE TYPE "FilmStatus" AS ENUM ('arriving', 'queued', 'painting', 'done', 'stopped', 'failed');
CREATE TYPE "FilmPart" AS ENUM ('source', 'segment', 'result');

CREATE TABLE "Film" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "checkpointId" TEXT NOT NULL,
    "ownerId" TEXT,
    "options" JSONB NOT NULL,
    "status" "FilmStatus" NOT NULL DEFAULT 'arriving',
    "done" INTEGER NOT NULL DEFAULT 0,
    "frames" INTEGER,
    "width" INTEGER,
    "height" INTEGER,
    "poster" BYTEA,
    "state" BYTEA,
    "failure" TEXT,
    "jobId" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "secondsWorked" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Film_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Film_ownerId_createdAt_idx" ON "Film"("ownerId", "createdAt");
CREATE INDEX "Film_checkpointId_idx" ON "Film"("checkpointId");

CREATE TABLE "FilmChunk" (
    "filmId" TEXT NOT NULL,
    "part" "FilmPart" NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "frames" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FilmChunk_pkey" PRIMARY KEY ("filmId","part","index")
);

ALTER TABLE "Film" ADD CONSTRAINT "Film_checkpointId_fkey" FOREIGN KEY ("checkpointId") REFERENCES "Checkpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Film" ADD CONSTRAINT "Film_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "FilmChunk" ADD CONSTRAINT "FilmChunk_filmId_fkey" FOREIGN KEY ("filmId") REFERENCES "Film"("id") ON DELETE CASCADE ON UPDATE CASCADE;
