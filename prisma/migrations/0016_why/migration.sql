alter table "Run" add column "failureWhy" jsonb;
