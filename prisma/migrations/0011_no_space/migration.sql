-- AlterEnum
ALTER TYPE "RunFailure" ADD VALUE 'noSpace';
