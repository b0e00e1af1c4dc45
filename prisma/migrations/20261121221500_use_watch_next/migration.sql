-- When a resource's figures are to be read next; null before the first read. Most are idle: only those due are looked at.
ALTER TABLE use_watch ADD COLUMN "next_at" TIMESTAMPTZ(3);
CREATE INDEX "use_watch_next" ON "use_watch"("account_id", "region", "width_seconds", "next_at");
