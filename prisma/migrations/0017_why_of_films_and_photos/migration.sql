alter table "Film" add column "failureWhy" jsonb;
alter table "Dataset" add column "failureWhy" jsonb;
