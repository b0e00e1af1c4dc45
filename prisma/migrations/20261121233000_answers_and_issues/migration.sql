-- Answers that came back over a channel, by the other side's own id of them: each counts once, however often it is sent.
CREATE TABLE "channel_answer" (
    "channel_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "alert_id" TEXT,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_answer_pkey" PRIMARY KEY ("channel_id", "event_id")
);
CREATE INDEX "channel_answer_at_idx" ON "channel_answer"("at");
-- An answer names the alert by the key that its channel was told.
CREATE INDEX "notification_dedup_key" ON "notification"("channel_id", (document ->> 'dedupKey')) WHERE alert_id IS NOT NULL;
GRANT SELECT, INSERT ON channel_answer TO dlo_web;
GRANT SELECT, DELETE ON channel_answer TO dlo_worker;

-- One issue per class and tracker. `next_at`: of the next try to make it, or of the next look; a worker that has it moves it on.
ALTER TABLE issue_link ADD COLUMN "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
ALTER TABLE issue_link ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX "issue_link_one" ON "issue_link"("class_id", "channel_id");
CREATE INDEX "issue_link_due" ON "issue_link"("next_at");
ALTER TABLE issue_link ADD CONSTRAINT issue_link_state CHECK (state IN ('asked', 'open', 'closed', 'failed', 'unknown'));
GRANT UPDATE ("state", "failure", "external_id", "url", "asked_at", "next_at", "attempts") ON issue_link TO dlo_web;
