-- CreateEnum
CREATE TYPE "DatasetKind" AS ENUM ('builtIn', 'folder', 'fetched');

-- CreateEnum
CREATE TYPE "DatasetStatus" AS ENUM ('queued', 'fetching', 'waiting', 'there', 'stopped', 'failed');

-- CreateTable
CREATE TABLE "Dataset" (
    "name" TEXT NOT NULL,
    "kind" "DatasetKind" NOT NULL,
    "status" "DatasetStatus" NOT NULL DEFAULT 'there',
    "host" TEXT,
    "order" JSONB,
    "photos" INTEGER NOT NULL DEFAULT 0,
    "passedOver" INTEGER NOT NULL DEFAULT 0,
    "licences" JSONB NOT NULL DEFAULT '[]',
    "preview" BYTEA,
    "seenAt" TIMESTAMP(3),
    "failure" TEXT,
    "jobId" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("name")
);
