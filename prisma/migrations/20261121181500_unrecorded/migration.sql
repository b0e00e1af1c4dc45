-- Failures that left no message: what metrics count of them, and executions that Step Functions keeps.

-- When the metrics of a thing were read last, and until when they were told; when it lost something last.
CREATE TABLE "unrecorded_watch" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "read_until" TIMESTAMPTZ(3) NOT NULL,
    "lost_at" TIMESTAMPTZ(3),

    CONSTRAINT "unrecorded_watch_pkey" PRIMARY KEY ("account_id", "region", "family", "arn")
);

-- Since when a place is looked at without a gap, by part. What happened before is backlog.
CREATE TABLE "unrecorded_look" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "listed_at" TIMESTAMPTZ(3),

    CONSTRAINT "unrecorded_look_pkey" PRIMARY KEY ("account_id", "region", "part")
);
ALTER TABLE unrecorded_look ADD CONSTRAINT unrecorded_look_part CHECK (part IN ('metrics', 'executions'));

-- What was lost in five minutes, as told last: a point that comes late or changes replaces it.
CREATE TABLE series.unrecorded (
  account_id text NOT NULL, region text NOT NULL, family text NOT NULL, arn text NOT NULL, bucket timestamptz(3) NOT NULL, count integer NOT NULL,
  PRIMARY KEY (account_id, region, family, arn, bucket)
);
CREATE INDEX unrecorded_bucket ON series.unrecorded (bucket);

-- An execution that ended badly. One that was redriven and ended badly again is another row.
CREATE TABLE "failed_execution" (
    "execution_arn" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "machine_arn" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,
    "cause" TEXT,
    "is_read" BOOLEAN NOT NULL,
    "is_backlog" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "failed_execution_pkey" PRIMARY KEY ("execution_arn", "stopped_at")
);
CREATE INDEX "failed_execution_class_id_idx" ON "failed_execution"("class_id", "stopped_at" DESC);
CREATE INDEX "failed_execution_machine_arn_idx" ON "failed_execution"("machine_arn", "stopped_at" DESC);

GRANT SELECT ON unrecorded_watch, unrecorded_look, failed_execution TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON unrecorded_watch, unrecorded_look, failed_execution TO dlo_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON series.unrecorded TO dlo_worker;
