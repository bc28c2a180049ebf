ALTER TABLE "Style" ADD COLUMN "chosen" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "Run" ADD COLUMN "takenAt" TIMESTAMP(3),
ADD COLUMN "secondsWorked" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- Of runs that were there already, pauses are not known: their iterations are.
UPDATE "Run" SET "secondsWorked" = "iteration" * "secondsPerIteration" WHERE "secondsPerIteration" IS NOT NULL;

ALTER TABLE "Stylization" ADD COLUMN "look" JSONB;

CREATE TABLE "Speed" (
    "host" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "lossNetwork" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "batch" INTEGER NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "engine" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "measuredAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Speed_pkey" PRIMARY KEY ("host","width","lossNetwork","size","batch","engine","device")
);

ALTER TABLE "Photo" ADD COLUMN "deletedAt" TIMESTAMP(3);
ALTER TABLE "Style" ADD COLUMN "deletedAt" TIMESTAMP(3);
ALTER TABLE "Run" ADD COLUMN "deletedAt" TIMESTAMP(3);
ALTER TABLE "Stylization" ADD COLUMN "deletedAt" TIMESTAMP(3);
