-- What is found beside messages that carry no error, and the wish to look for it.

CREATE TABLE "class_evidence_ask" (
    "class_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "next_look_at" TIMESTAMPTZ(3) NOT NULL,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "interrupted" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "calls" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT,

    CONSTRAINT "class_evidence_ask_pkey" PRIMARY KEY ("class_id")
);
CREATE INDEX "class_evidence_ask_account_id_region_state_idx" ON "class_evidence_ask"("account_id", "region", "state");
ALTER TABLE class_evidence_ask ADD CONSTRAINT evidence_ask_state
  CHECK (state IN ('asked', 'looking', 'found', 'nothing-found', 'refused'));

CREATE TABLE "class_evidence" (
    "class_id" TEXT NOT NULL,
    "message_row_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "rung" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "cause_kind" TEXT NOT NULL,
    "cause_reason" TEXT NOT NULL,
    "normalised_error" TEXT,
    "source_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3),
    "lines" JSONB NOT NULL DEFAULT '[]',
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "class_evidence_pkey" PRIMARY KEY ("class_id", "message_row_id")
);

-- Calls spent on it, an hour at a time: written before the calls are made.
CREATE TABLE "evidence_spent" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "evidence_spent_pkey" PRIMARY KEY ("account_id", "region", "hour")
);

GRANT SELECT ON class_evidence_ask, class_evidence, evidence_spent TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON class_evidence_ask TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON class_evidence, evidence_spent TO dlo_worker;
