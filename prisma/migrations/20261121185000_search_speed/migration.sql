-- The same as failed_message_present: each message paid for both.
DROP INDEX failed_message_waiting_idx;

-- The last run of a class, and what became of its messages, beside every class of a list.
CREATE INDEX "run_class_id_requested_at_idx" ON "run"("class_id", "requested_at" DESC);
CREATE INDEX "run_queue_id_driver_requested_at_idx" ON "run"("queue_id", "driver", "requested_at" DESC);
CREATE INDEX "run_item_run_id_outcome_idx" ON "run_item"("run_id", "outcome");
