-- AlterTable
ALTER TABLE "Film" ADD COLUMN     "deletedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Font" ADD COLUMN     "deletedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Word" ADD COLUMN     "deletedAt" TIMESTAMP(3);
