
-- The week, frozen. A review never changes; what people say in it stands beside it.
CREATE TABLE "review" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "week" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "written_by" TEXT NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "is_partial" BOOLEAN NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "review_number_key" ON "review"("number");
CREATE UNIQUE INDEX "review_week" ON "review"("week", "zone") WHERE NOT is_partial;

-- Its numbers over everything, for whoever sees everything: others get sums over their own rows.
CREATE TABLE "review_total" (
    "review_id" TEXT NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "review_total_pkey" PRIMARY KEY ("review_id")
);

-- What a number of the review counts, one row each: a sum over rows that somebody may see is true for that person.
-- The account is "" for what concerns the whole installation.
CREATE TABLE "review_fact" (
    "review_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT,
    "arn" TEXT,
    "queue_id" TEXT,
    "class_id" TEXT,
    "pipeline_id" TEXT,
    "owner" TEXT,
    "team" TEXT,
    "subject_id" TEXT,
    "label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3),
    "value" DOUBLE PRECISION,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "review_fact_pkey" PRIMARY KEY ("review_id", "seq")
);
CREATE INDEX "review_fact_kind" ON "review_fact"("review_id", "kind");
CREATE INDEX "review_fact_pipeline" ON "review_fact"("review_id", "pipeline_id");

-- A pipeline as it was that week, by name and number; `account_ids` are those of its parts then.
CREATE TABLE "review_pipeline" (
    "review_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "owner" TEXT,
    "team" TEXT,
    "tier" TEXT,
    "account_ids" TEXT[] NOT NULL,
    "part_arns" TEXT[] NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "review_pipeline_pkey" PRIMARY KEY ("review_id", "pipeline_id")
);

-- What was agreed. Carried from review to review until it is done or dropped.
CREATE TABLE "review_action" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "review_id" TEXT,
    "pipeline_id" TEXT,
    "account_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "due" DATE,
    "evidence_kind" TEXT,
    "evidence_id" TEXT,
    "evidence_label" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "end_reason" TEXT,

    CONSTRAINT "review_action_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "review_action_number_key" ON "review_action"("number");
CREATE INDEX "review_action_state_idx" ON "review_action"("state");

-- Minutes, by pipeline or of the whole.
CREATE TABLE "review_note" (
    "id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "pipeline_id" TEXT,
    "text" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_note_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "review_note_review_id_idx" ON "review_note"("review_id");

DO $$
DECLARE
  through record;
BEGIN
  FOR through IN
    SELECT * FROM (VALUES
      ('review_total', 'false'),
      ('review_pipeline', 'account_ids && (SELECT dlo_scope_accounts())::text[]'),
      ('review_note', 'EXISTS (SELECT 1 FROM review_pipeline p WHERE p.review_id = review_note.review_id AND p.pipeline_id = review_note.pipeline_id)')
    ) AS t(name, within)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', through.name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', through.name);
    EXECUTE format('CREATE POLICY fence ON %I AS RESTRICTIVE FOR ALL TO dlo_web_scoped USING (%s)', through.name, through.within);
  END LOOP;
END $$;

GRANT SELECT ON review, review_total, review_fact, review_pipeline, review_action, review_note TO dlo_web, dlo_worker;
GRANT INSERT ON review, review_total, review_fact, review_pipeline TO dlo_worker;
GRANT INSERT, UPDATE ON review_action TO dlo_web, dlo_worker;
GRANT INSERT ON review_note TO dlo_web;
GRANT USAGE ON SEQUENCE review_number_seq TO dlo_worker;
GRANT USAGE ON SEQUENCE review_action_number_seq TO dlo_web, dlo_worker;
