-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('queued', 'running', 'paused', 'stopped', 'finished', 'failed');

-- CreateEnum
CREATE TYPE "RunWish" AS ENUM ('run', 'pause', 'stop');

-- CreateTable
CREATE TABLE "Image" (
    "sha256" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Image_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "Photo" (
    "id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "alt" TEXT NOT NULL,
    "credit" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Style" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "artist" TEXT,
    "year" TEXT,
    "licence" TEXT,
    "source" TEXT,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 1000,
    "trainedBy" TEXT,
    "imageSha256" TEXT NOT NULL,
    "publishedId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Style_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "styleId" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "photoFolder" TEXT,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "wish" "RunWish" NOT NULL DEFAULT 'run',
    "iteration" INTEGER NOT NULL DEFAULT 0,
    "iterations" INTEGER NOT NULL,
    "engine" TEXT,
    "device" TEXT,
    "secondsPerIteration" DOUBLE PRECISION,
    "secondsLeft" DOUBLE PRECISION,
    "failure" TEXT,
    "jobId" UUID NOT NULL,
    "token" INTEGER NOT NULL DEFAULT 0,
    "workerId" TEXT,
    "heartbeatAt" TIMESTAMP(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Metric" (
    "runId" TEXT NOT NULL,
    "iteration" INTEGER NOT NULL,
    "content" DOUBLE PRECISION NOT NULL,
    "style" DOUBLE PRECISION NOT NULL,
    "totalVariation" DOUBLE PRECISION NOT NULL,
    "palette" DOUBLE PRECISION NOT NULL,
    "range" DOUBLE PRECISION NOT NULL,
    "total" DOUBLE PRECISION NOT NULL,
    "meanContent" DOUBLE PRECISION NOT NULL,
    "meanStyle" DOUBLE PRECISION NOT NULL,
    "meanTotalVariation" DOUBLE PRECISION NOT NULL,
    "meanPalette" DOUBLE PRECISION NOT NULL,
    "meanRange" DOUBLE PRECISION NOT NULL,
    "meanTotal" DOUBLE PRECISION NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "waiting" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "Metric_pkey" PRIMARY KEY ("runId","iteration")
);

-- CreateTable
CREATE TABLE "Sample" (
    "runId" TEXT NOT NULL,
    "iteration" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "Sample_pkey" PRIMARY KEY ("runId","iteration","index")
);

-- CreateTable
CREATE TABLE "RunState" (
    "runId" TEXT NOT NULL,
    "iteration" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RunState_pkey" PRIMARY KEY ("runId")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" TEXT NOT NULL,
    "styleId" TEXT NOT NULL,
    "runId" TEXT,
    "iteration" INTEGER NOT NULL,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "heldOut" JSONB,
    "config" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stylization" (
    "id" TEXT NOT NULL,
    "photoId" TEXT NOT NULL,
    "checkpointId" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Stylization_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Photo_sha256_key" ON "Photo"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Style_slug_key" ON "Style"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Style_publishedId_key" ON "Style"("publishedId");

-- CreateIndex
CREATE INDEX "Style_position_createdAt_idx" ON "Style"("position", "createdAt");

-- CreateIndex
CREATE INDEX "Run_createdAt_idx" ON "Run"("createdAt");

-- CreateIndex
CREATE INDEX "Run_styleId_idx" ON "Run"("styleId");

-- CreateIndex
CREATE INDEX "Sample_sha256_idx" ON "Sample"("sha256");

-- CreateIndex
CREATE INDEX "Checkpoint_styleId_iteration_idx" ON "Checkpoint"("styleId", "iteration");

-- CreateIndex
CREATE INDEX "Checkpoint_sha256_idx" ON "Checkpoint"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Checkpoint_runId_iteration_key" ON "Checkpoint"("runId", "iteration");

-- CreateIndex
CREATE INDEX "Stylization_createdAt_idx" ON "Stylization"("createdAt");

-- CreateIndex
CREATE INDEX "Stylization_photoId_idx" ON "Stylization"("photoId");

-- CreateIndex
CREATE INDEX "Stylization_checkpointId_idx" ON "Stylization"("checkpointId");

-- CreateIndex
CREATE INDEX "Stylization_sha256_idx" ON "Stylization"("sha256");

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "Image"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Style" ADD CONSTRAINT "Style_imageSha256_fkey" FOREIGN KEY ("imageSha256") REFERENCES "Image"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Style" ADD CONSTRAINT "Style_publishedId_fkey" FOREIGN KEY ("publishedId") REFERENCES "Checkpoint"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_styleId_fkey" FOREIGN KEY ("styleId") REFERENCES "Style"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Metric" ADD CONSTRAINT "Metric_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sample" ADD CONSTRAINT "Sample_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sample" ADD CONSTRAINT "Sample_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "Image"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunState" ADD CONSTRAINT "RunState_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_styleId_fkey" FOREIGN KEY ("styleId") REFERENCES "Style"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stylization" ADD CONSTRAINT "Stylization_photoId_fkey" FOREIGN KEY ("photoId") REFERENCES "Photo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stylization" ADD CONSTRAINT "Stylization_checkpointId_fkey" FOREIGN KEY ("checkpointId") REFERENCES "Checkpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stylization" ADD CONSTRAINT "Stylization_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "Image"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;


