-- CreateTable
CREATE TABLE "Word" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT,
    "text" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Word_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Font" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Font_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Word_ownerId_address_key" ON "Word"("ownerId", "address") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "Font_ownerId_idx" ON "Font"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "Font_sha256_ownerId_key" ON "Font"("sha256", "ownerId") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "Word" ADD CONSTRAINT "Word_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Font" ADD CONSTRAINT "Font_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
