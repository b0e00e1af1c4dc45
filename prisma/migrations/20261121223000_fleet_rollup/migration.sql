-- All queues of a place together, so that a chart of everything reads some rows for each bucket and not one for each queue.

-- Worked out again, whole, for every bucket that was touched: a late point changes its sums. Null where no queue was seen.
CREATE TABLE series.fleet_rollup (
  account_id text NOT NULL, region text NOT NULL, width_seconds integer NOT NULL, bucket timestamptz(3) NOT NULL,
  queue_count integer NOT NULL, waiting bigint, dead_letters bigint, age_max integer, sent_sum bigint, deleted_sum bigint, failed_sum bigint,
  PRIMARY KEY (account_id, region, width_seconds, bucket)
);
CREATE INDEX fleet_rollup_bucket ON series.fleet_rollup (width_seconds, bucket);

-- Buckets of accounts in which something was written since they were summed. Only ever added to, so that nobody waits for
-- anybody; whoever sums takes what is there and sees, in the same snapshot, what was written with it.
CREATE TABLE series.fleet_touched (
  account_id text NOT NULL, width_seconds integer NOT NULL, bucket timestamptz(3) NOT NULL
);

-- Arrivals of an account by time; until now they were asked for by their class only.
CREATE INDEX class_arrival_account ON series.class_arrival (account_id, bucket);

-- What is kept already is summed by the first round.
INSERT INTO series.fleet_touched SELECT DISTINCT account_id, width_seconds, bucket FROM series.queue_rollup;
INSERT INTO series.fleet_touched
  SELECT DISTINCT account_id, w.seconds, date_bin(make_interval(secs => w.seconds), bucket, 'epoch')
  FROM series.class_arrival CROSS JOIN (VALUES (300), (3600)) AS w(seconds);

GRANT SELECT ON series.fleet_rollup, series.fleet_touched TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON series.fleet_rollup, series.fleet_touched TO dlo_worker;
