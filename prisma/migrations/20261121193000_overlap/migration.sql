-- How many messages a look expected to meet, to estimate from what it met again how many there are.
ALTER TABLE "scan" ADD COLUMN "known_before_count" INTEGER;
