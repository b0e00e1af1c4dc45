-- How many parts a pipeline has in all: behind the fence nobody can count what they may not see, and must know that it is there.
ALTER TABLE pipeline ADD COLUMN "part_count" INTEGER NOT NULL DEFAULT 0;
-- Somebody who splits a pipeline begins the new one with its first part; the worker finds the others.
GRANT INSERT ON pipeline_part TO dlo_web;
