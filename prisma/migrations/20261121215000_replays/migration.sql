-- Replays of archives: ours from the intent on, others' as EventBridge lists them. EventBridge forgets them after 90 days; here they stay.
CREATE TABLE "replay" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "archive_arn" TEXT NOT NULL,
    "bus_arn" TEXT,
    "rule_arns" TEXT[],
    "is_described" BOOLEAN NOT NULL,
    "event_from" TIMESTAMPTZ(3) NOT NULL,
    "event_until" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "state_reason" TEXT,
    "last_replayed_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "run_id" TEXT,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),
    "forgotten_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id")
);
-- A name is free again once EventBridge has forgotten it.
CREATE UNIQUE INDEX "replay_name_key" ON "replay"("account_id", "region", "name") WHERE forgotten_at IS NULL;
CREATE UNIQUE INDEX "replay_run_id_key" ON "replay"("run_id") WHERE run_id IS NOT NULL;
CREATE INDEX "replay_archive_arn_idx" ON "replay"("archive_arn", "noted_at" DESC);
CREATE INDEX "replay_noted_at_idx" ON "replay"("noted_at" DESC, "id" DESC);
ALTER TABLE replay ADD CONSTRAINT replay_state CHECK (state IN ('starting', 'running', 'cancelling', 'completed', 'cancelled', 'failed', 'unknown'));

GRANT SELECT ON replay TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON replay TO dlo_worker;
