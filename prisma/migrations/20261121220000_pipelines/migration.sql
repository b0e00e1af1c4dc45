-- Pipelines as they were assembled from the inventory, what people said of them, how they do and what they cost.

-- A pipeline keeps its id while it is recognised: by its anchor, by a rule of people, or by most of its parts. `assembled` is what
-- follows from the graph; name, owner, tier, runbook and objective are null until somebody says otherwise.
CREATE TABLE "pipeline" (
    "id" TEXT NOT NULL,
    "anchor_arn" TEXT NOT NULL,
    "assembled_name" TEXT NOT NULL,
    "name" TEXT,
    "owner" TEXT,
    "team" TEXT,
    "tier" TEXT,
    "runbook" TEXT,
    "objective" JSONB,
    "patterns" TEXT[] NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "assembled_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "merged_into" TEXT,

    CONSTRAINT "pipeline_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "pipeline_living" ON "pipeline"("anchor_arn") WHERE gone_at IS NULL;

-- Which resource belongs to which pipeline, and as what. A shared one belongs to several. The account is "" where none is connected.
CREATE TABLE "pipeline_part" (
    "pipeline_id" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "pipeline_part_pkey" PRIMARY KEY ("pipeline_id", "arn")
);
CREATE INDEX "pipeline_part_arn_idx" ON "pipeline_part"("arn");
CREATE INDEX "pipeline_part_account_id_idx" ON "pipeline_part"("account_id");

-- What people said about the graph: `join` makes what matches part of the pipeline, `cut` begins a pipeline at what matches.
CREATE TABLE "pipeline_rule" (
    "id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "match" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "pipeline_rule_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "pipeline_rule_pipeline_id_idx" ON "pipeline_rule"("pipeline_id");
ALTER TABLE pipeline_rule ADD CONSTRAINT pipeline_rule_kind CHECK (kind IN ('join', 'cut'));

-- When everything was assembled last, and from what. One row.
CREATE TABLE "pipeline_assembly" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "assembled_at" TIMESTAMPTZ(3) NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "pipeline_assembly_pkey" PRIMARY KEY ("id")
);

-- How a pipeline does as a whole, for whoever sees all of it. `candidate`: a better state that has not stood long enough.
CREATE TABLE "pipeline_health" (
    "pipeline_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "candidate" TEXT,
    "candidate_since" TIMESTAMPTZ(3),

    CONSTRAINT "pipeline_health_pkey" PRIMARY KEY ("pipeline_id")
);

-- What speaks for it now, part by part: who sees some parts only is told of those.
CREATE TABLE "pipeline_evidence" (
    "pipeline_id" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "signal" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pipeline_evidence_pkey" PRIMARY KEY ("pipeline_id", "arn", "signal")
);
CREATE INDEX "pipeline_evidence_arn_idx" ON "pipeline_evidence"("arn");

-- States as they changed. An open one has no end.
CREATE TABLE "pipeline_health_span" (
    "pipeline_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "pipeline_health_span_pkey" PRIMARY KEY ("pipeline_id", "from_at")
);
CREATE UNIQUE INDEX "pipeline_health_span_open" ON "pipeline_health_span"("pipeline_id") WHERE until_at IS NULL;

-- Figures of the list that are worked out by the clock, for whoever sees the whole pipeline.
CREATE TABLE "pipeline_figures" (
    "pipeline_id" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "slo" JSONB,
    "cost" JSONB,

    CONSTRAINT "pipeline_figures_pkey" PRIMARY KEY ("pipeline_id")
);

-- How much of a resource was used in an hour, or how a function did in five minutes, as CloudWatch tells it. Absent is not 0.
CREATE TABLE series.resource_use (
  arn text NOT NULL, account_id text NOT NULL, region text NOT NULL, width_seconds integer NOT NULL, bucket timestamptz(3) NOT NULL,
  metric text NOT NULL, value double precision NOT NULL,
  PRIMARY KEY (arn, metric, width_seconds, bucket)
);
CREATE INDEX resource_use_bucket ON series.resource_use (width_seconds, bucket);

-- Which metrics of a resource CloudWatch had lately, and until when they were read.
CREATE TABLE "use_watch" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "width_seconds" INTEGER NOT NULL,
    "metrics" TEXT[] NOT NULL DEFAULT '{}',
    "listed_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "read_until" TIMESTAMPTZ(3),

    CONSTRAINT "use_watch_pkey" PRIMARY KEY ("account_id", "region", "arn", "width_seconds")
);
CREATE INDEX "use_watch_arn_idx" ON "use_watch"("arn");

-- A bill that somebody imported, summed by day, account, service and tag; no line of it is kept.
CREATE TABLE "bill" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "tag_key" TEXT,
    "line_count" INTEGER NOT NULL,
    "left_out" JSONB NOT NULL DEFAULT '[]',
    "sha256" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_by" TEXT NOT NULL,

    CONSTRAINT "bill_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "bill_sha256_key" ON "bill"("sha256");
CREATE TABLE "bill_sum" (
    "bill_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "aws_account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "resource_arn" TEXT NOT NULL,
    "tag_value" TEXT NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "bill_sum_pkey" PRIMARY KEY ("bill_id", "day", "aws_account_id", "region", "service", "resource_arn", "tag_value")
);
CREATE INDEX "bill_sum_day_idx" ON "bill_sum"("day");

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
  DELETE FROM series.resource_use WHERE width_seconds = 300 AND bucket < public.dlo_now() - make_interval(days => keep_5m_days);
  DELETE FROM series.resource_use WHERE width_seconds = 3600 AND bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  DELETE FROM series.class_arrival WHERE bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  RETURN dropped;
END $$;

-- Rows that lie in accounts through another row: whoever sees no part of a pipeline does not see it.
DO $$
DECLARE
  through record;
BEGIN
  FOR through IN
    SELECT * FROM (VALUES
      ('pipeline', 'EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = id)'),
      ('pipeline_rule', 'EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = pipeline_rule.pipeline_id)'),
      ('pipeline_health', 'EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = pipeline_health.pipeline_id)'),
      ('pipeline_health_span', 'EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = pipeline_health_span.pipeline_id)'),
      ('pipeline_figures', 'EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = pipeline_figures.pipeline_id)')
    ) AS t(name, within)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', through.name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', through.name);
    EXECUTE format('CREATE POLICY fence ON %I AS RESTRICTIVE FOR ALL TO dlo_web_scoped USING (%s)', through.name, through.within);
  END LOOP;
END $$;

GRANT SELECT ON pipeline, pipeline_part, pipeline_rule, pipeline_assembly, pipeline_health, pipeline_evidence, pipeline_health_span, pipeline_figures, use_watch, bill, bill_sum TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON pipeline, pipeline_rule, bill, bill_sum TO dlo_web;
GRANT INSERT, UPDATE, DELETE ON pipeline, pipeline_part, pipeline_rule, pipeline_assembly, pipeline_health, pipeline_evidence, pipeline_health_span, pipeline_figures, use_watch TO dlo_worker;
GRANT SELECT ON series.resource_use TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON series.resource_use TO dlo_worker;
