-- What is understood of a failure beside its fingerprint, and failures that left no message.

ALTER TABLE "failure_class"
    ALTER COLUMN "queue_id" DROP NOT NULL,
    ADD COLUMN "record" TEXT NOT NULL DEFAULT 'messages',
    ADD COLUMN "merged_into" TEXT,
    ADD COLUMN "evidence" JSONB,
    ADD COLUMN "runbook_url" TEXT,
    ADD COLUMN "consumer_version" TEXT,
    ADD COLUMN "grouping_rule_id" TEXT;
ALTER TABLE failure_class ADD CONSTRAINT class_record CHECK (record IN ('messages', 'executions', 'count-only'));
ALTER TABLE failure_class ADD CONSTRAINT class_queue CHECK (queue_id IS NOT NULL OR record <> 'messages');
CREATE INDEX "failure_class_merged_into_idx" ON "failure_class"("merged_into");

ALTER TABLE "failed_message"
    ADD COLUMN "fingerprint" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "first_received_at" TIMESTAMPTZ(3),
    ADD COLUMN "consumer_version" TEXT,
    ADD COLUMN "records_until" TIMESTAMPTZ(3),
    ADD COLUMN "bystander_reason" TEXT;
GRANT UPDATE (bystander_reason) ON failed_message TO dlo_worker;
GRANT UPDATE (runbook_url) ON failure_class TO dlo_web;
