-- A job alone does not say which of two workers has it: a film and a dataset count who takes them, as a run does.
alter table "Film" add column "token" integer not null default 0;
alter table "Dataset" add column "token" integer not null default 0;
