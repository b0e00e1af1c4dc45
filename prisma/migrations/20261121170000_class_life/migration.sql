-- The life of a failure class: what it does by itself, and beside that what people decided about it.

ALTER TABLE "failure_class"
    ADD COLUMN "status_reason" TEXT,
    ADD COLUMN "high_at" TIMESTAMPTZ(3),
    ADD COLUMN "resolved_at" TIMESTAMPTZ(3),
    ADD COLUMN "resolved_after_run" TEXT;
ALTER TABLE failure_class DROP CONSTRAINT class_status;
ALTER TABLE failure_class ADD CONSTRAINT class_status
  CHECK (status IN ('new', 'ongoing', 'escalating', 'regressed', 'backlog', 'resolved'));

-- Backlog counts as arrived when it was sent, but never as a pace of now.
ALTER TABLE series.class_arrival ADD COLUMN backlog_count integer NOT NULL DEFAULT 0;

CREATE TABLE "class_triage" (
    "class_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "assignee" TEXT,
    "snooze_kind" TEXT,
    "snoozed_at" TIMESTAMPTZ(3),
    "snoozed_by" TEXT,
    "snooze_until" TIMESTAMPTZ(3),
    "snooze_more_count" INTEGER,
    "snooze_from_total" INTEGER,
    "woken_at" TIMESTAMPTZ(3),
    "wake_reason" TEXT,
    "dismissed_at" TIMESTAMPTZ(3),
    "dismissed_by" TEXT,
    "dismiss_reason" TEXT,
    "dismissed_from_total" INTEGER,

    CONSTRAINT "class_triage_pkey" PRIMARY KEY ("class_id")
);
CREATE INDEX "class_triage_snoozed_at_idx" ON "class_triage"("snoozed_at");
ALTER TABLE class_triage ADD CONSTRAINT class_triage_snooze CHECK (
  (snoozed_at IS NULL AND snooze_kind IS NULL)
  OR (snoozed_at IS NOT NULL AND snooze_kind IN ('escalates', 'loss'))
  OR (snoozed_at IS NOT NULL AND snooze_kind = 'time' AND snooze_until IS NOT NULL)
  OR (snoozed_at IS NOT NULL AND snooze_kind = 'count' AND snooze_more_count > 0 AND snooze_from_total IS NOT NULL));

-- What somebody wrote about a class; it hangs on the class, so that no run wipes it.
CREATE TABLE "class_note" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "class_note_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "class_note_class_id_at_idx" ON "class_note"("class_id", "at" DESC);

-- What a class did by itself: each change of status, and each end of a snooze.
CREATE TABLE "class_change" (
    "id" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "class_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "class_change_class_id_at_idx" ON "class_change"("class_id", "at" DESC);
ALTER TABLE class_change ADD CONSTRAINT class_change_kind CHECK (kind IN ('status', 'woken'));

GRANT SELECT ON class_triage, class_note, class_change TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON class_triage TO dlo_web;
GRANT UPDATE ON class_triage TO dlo_worker;
GRANT INSERT ON class_note TO dlo_web;
GRANT INSERT ON class_change TO dlo_worker;
GRANT USAGE ON SEQUENCE class_change_id_seq TO dlo_worker;
