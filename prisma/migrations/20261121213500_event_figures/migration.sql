-- What EventBridge counts of rules and buses, as CloudWatch tells it; and rules that fell silent against their own rhythm.

-- Which figures of a rule or bus CloudWatch had when it was asked last (looked_at; null where ListMetrics is refused), when all of them were read and until when,
-- when those that tell trouble were read in between, and when something went wrong last.
CREATE TABLE "event_watch" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "figures" TEXT[],
    "looked_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "read_until" TIMESTAMPTZ(3),
    "quick_at" TIMESTAMPTZ(3),
    "trouble_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_watch_pkey" PRIMARY KEY ("account_id", "region", "arn")
);
CREATE INDEX "event_watch_arn_idx" ON "event_watch"("arn");

-- When ListMetrics was asked last for all of a place.
CREATE TABLE "event_look" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "listed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_look_pkey" PRIMARY KEY ("account_id", "region")
);

-- A time in which a rule was quiet against its own rhythm. It ends when the rule runs again, or is no longer expected to.
CREATE TABLE "rule_silence" (
    "arn" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_silence_pkey" PRIMARY KEY ("arn", "noticed_at")
);
CREATE UNIQUE INDEX "rule_silence_open" ON "rule_silence"("arn") WHERE ended_at IS NULL;
CREATE INDEX "rule_silence_class_id_idx" ON "rule_silence"("class_id");

-- What is known of each rule's weekly rhythm lies in the hours of series.event_rollup; this is the verdict on it.
ALTER TABLE activity ADD COLUMN rhythm TEXT;
ALTER TABLE activity ADD COLUMN rhythm_sentence TEXT;
ALTER TABLE activity ADD COLUMN due_at TIMESTAMPTZ(3);
ALTER TABLE activity ADD COLUMN rhythm_at TIMESTAMPTZ(3);

-- Minutes: a later value replaces an earlier one, a missing one never replaces anything.
CREATE TABLE series.event_figure (
  arn text NOT NULL, account_id text NOT NULL, region text NOT NULL, at timestamptz(3) NOT NULL,
  matched integer, triggered integer, throttled integer, invocations integer, succeeded integer, retried integer, failed integer,
  sent_to_dead_letter integer, lost_at_dead_letter integer, suppressed integer, start_latency_ms double precision,
  PRIMARY KEY (arn, at)
) PARTITION BY RANGE (at);

CREATE TABLE series.event_rollup (
  arn text NOT NULL, account_id text NOT NULL, region text NOT NULL, width_seconds integer NOT NULL, bucket timestamptz(3) NOT NULL,
  matched bigint, triggered bigint, throttled bigint, invocations bigint, succeeded bigint, retried bigint, failed bigint,
  sent_to_dead_letter bigint, lost_at_dead_letter bigint, suppressed bigint, start_latency_ms double precision,
  PRIMARY KEY (arn, width_seconds, bucket)
);
CREATE INDEX event_rollup_bucket ON series.event_rollup (width_seconds, bucket);

CREATE OR REPLACE FUNCTION series.ensure_partitions(days_ahead integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = series, pg_catalog AS $$
DECLARE
  parent text; day date; made integer := 0;
BEGIN
  FOREACH parent IN ARRAY ARRAY['queue_sample', 'queue_metric', 'event_figure'] LOOP
    FOR day IN SELECT generate_series((public.dlo_now() AT TIME ZONE 'UTC')::date - 1,
                                      (public.dlo_now() AT TIME ZONE 'UTC')::date + days_ahead, '1 day')::date LOOP
      IF to_regclass(format('series.%I', parent || '_' || to_char(day, 'YYYYMMDD'))) IS NULL THEN
        EXECUTE format('CREATE TABLE IF NOT EXISTS series.%I PARTITION OF series.%I FOR VALUES FROM (%L) TO (%L)',
          parent || '_' || to_char(day, 'YYYYMMDD'), parent, day::text || ' 00:00Z', (day + 1)::text || ' 00:00Z');
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

CREATE OR REPLACE FUNCTION series.drop_old(keep_days integer, keep_5m_days integer, keep_1h_days integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = series, pg_catalog AS $$
DECLARE
  part record; dropped integer := 0;
BEGIN
  FOR part IN
    SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
    WHERE n.nspname = 'series' AND p.relname IN ('queue_sample', 'queue_metric', 'event_figure')
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < (public.dlo_now() AT TIME ZONE 'UTC')::date - keep_days
  LOOP
    EXECUTE format('DROP TABLE series.%I', part.relname);
    dropped := dropped + 1;
  END LOOP;
  DELETE FROM series.queue_rollup WHERE width_seconds = 300 AND bucket < public.dlo_now() - make_interval(days => keep_5m_days);
  DELETE FROM series.queue_rollup WHERE width_seconds = 3600 AND bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  DELETE FROM series.event_rollup WHERE width_seconds = 300 AND bucket < public.dlo_now() - make_interval(days => keep_5m_days);
  DELETE FROM series.event_rollup WHERE width_seconds = 3600 AND bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  DELETE FROM series.class_arrival WHERE bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  RETURN dropped;
END $$;

SELECT series.ensure_partitions(3);

GRANT SELECT ON event_watch, event_look, rule_silence TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON event_watch, event_look, rule_silence TO dlo_worker;
GRANT SELECT ON series.event_figure, series.event_rollup TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON series.event_figure, series.event_rollup TO dlo_worker;
