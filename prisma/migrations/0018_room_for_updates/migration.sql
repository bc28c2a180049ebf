-- What a run or a film says of itself is written while it goes, also that the disk is full: that has to find room in the pages
-- that there are.
alter table "Run" set (fillfactor = 50);
alter table "Film" set (fillfactor = 50);
alter table "Dataset" set (fillfactor = 50);
