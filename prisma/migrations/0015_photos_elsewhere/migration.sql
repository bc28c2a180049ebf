-- AlterEnum
ALTER TYPE "RunFailure" ADD VALUE 'photosElsewhere';
