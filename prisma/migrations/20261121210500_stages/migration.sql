-- What was seen of each stage of a run after it was sent, and why the next one opened.
CREATE TABLE "run_stage" (
    "run_id" TEXT NOT NULL,
    "stage" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "observe_until" TIMESTAMPTZ(3),
    "first_look_at" TIMESTAMPTZ(3),
    "last_look_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "sent_count" INTEGER,
    "returned_count" INTEGER,
    "evidence" TEXT,
    "ended_by" TEXT,

    CONSTRAINT "run_stage_pkey" PRIMARY KEY ("run_id", "stage")
);
ALTER TABLE run_stage ADD CONSTRAINT run_stage_evidence CHECK (evidence IN ('full', 'partial', 'none'));
ALTER TABLE run_stage ADD CONSTRAINT run_stage_ended_by CHECK (ended_by IN ('window', 'person', 'returns'));

-- What kind of thing paused a run; up to which stage a person went on against returns; until when *gone* is proved.
ALTER TABLE "run" ADD COLUMN "paused_by" TEXT, ADD COLUMN "accepted_stage" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "last_sight_at" TIMESTAMPTZ(3);

-- What a person is told about the runs that they asked for.
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);
ALTER TABLE notice ADD CONSTRAINT notice_kind
  CHECK (kind IN ('run-paused', 'run-finished', 'run-failed', 'run-interrupted', 'late-returns'));
CREATE INDEX "notice_person_id_at_id_idx" ON "notice"("person_id", "at" DESC, "id" DESC);
CREATE INDEX notice_unread ON notice (person_id) WHERE read_at IS NULL;

-- Returns of edited messages are recognised by the body that went out.
CREATE INDEX "run_item_edited_sha256_idx" ON "run_item"("edited_sha256");

GRANT SELECT ON run_stage, notice TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON run_stage TO dlo_worker;
GRANT INSERT, UPDATE (ended_at, sent_count, returned_count, evidence, ended_by) ON run_stage TO dlo_web;
GRANT INSERT, UPDATE ON notice TO dlo_worker;
GRANT UPDATE (read_at) ON notice TO dlo_web;
