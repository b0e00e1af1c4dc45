-- How a channel is tried. `failures` counts the tries that failed in a row; while there are any, it is tried by one notification at
-- a time, not before `retry_at`. `pace_at` is how far its allowance of messages is used up.
ALTER TABLE channel ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channel ADD COLUMN "retry_at" TIMESTAMPTZ(3);
ALTER TABLE channel ADD COLUMN "pace_at" TIMESTAMPTZ(3);

-- A replay carries the id of the first of its kind: however often somebody asks, one replay is on its way.
CREATE UNIQUE INDEX "notification_replay" ON "notification"("replay_of") WHERE state IN ('waiting', 'sending');
CREATE INDEX "notification_waiting" ON "notification"("channel_id", "alert_id") WHERE state IN ('waiting', 'sending');
