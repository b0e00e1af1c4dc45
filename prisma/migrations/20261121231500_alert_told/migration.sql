-- When the channels were told last that it opened or holds still, when it held again after it had been over, and which silence
-- held it back.
ALTER TABLE alert ADD COLUMN "last_told_at" TIMESTAMPTZ(3);
ALTER TABLE alert ADD COLUMN "reopened_at" TIMESTAMPTZ(3);
ALTER TABLE alert ADD COLUMN "silence_id" TEXT;
CREATE INDEX "alert_silence_id_idx" ON "alert"("silence_id") WHERE silence_id IS NOT NULL;
-- What held until a moment ago and holds again is the same episode.
CREATE INDEX "alert_reason_ended" ON "alert_reason"("resolved_at") WHERE resolved_at IS NOT NULL;
