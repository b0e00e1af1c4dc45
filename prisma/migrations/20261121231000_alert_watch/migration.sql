-- Since when the conditions are judged, and since when without a gap. One row.
CREATE TABLE "alert_watch" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_watch_pkey" PRIMARY KEY ("id")
);
ALTER TABLE alert_watch ADD CONSTRAINT alert_watch_one CHECK (id = 1);

-- Whether a queue that is empty is so against its own habit. Judged while it is quiet; `last_at` is when it was in use last.
CREATE TABLE "queue_rhythm" (
    "queue_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "judged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queue_rhythm_pkey" PRIMARY KEY ("queue_id")
);
CREATE INDEX "queue_rhythm_silent" ON "queue_rhythm"("account_id") WHERE kind = 'silent';

GRANT SELECT ON alert_watch, queue_rhythm TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON alert_watch, queue_rhythm TO dlo_worker;
