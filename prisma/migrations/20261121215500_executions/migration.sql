-- What is known of failed executions beside their end: where each failed, whether Step Functions would redrive it, and how it
-- stands now. `look_at` is when it is looked at again; null once nothing more can become of it.
ALTER TABLE failed_execution
  ADD COLUMN failed_state text,
  ADD COLUMN alias_arn text,
  ADD COLUMN redrive_status text,
  ADD COLUMN redrive_reason text,
  ADD COLUMN redrive_count integer,
  ADD COLUMN redriven_at timestamptz(3),
  ADD COLUMN now_status text NOT NULL DEFAULT 'failed',
  ADD COLUMN looked_at timestamptz(3),
  ADD COLUMN look_at timestamptz(3);
ALTER TABLE failed_execution ADD CONSTRAINT failed_execution_now_status
  CHECK (now_status IN ('failed', 'running-again', 'succeeded-after-redrive', 'failed-again', 'started-anew', 'forgotten'));
CREATE INDEX failed_execution_look_at ON failed_execution (account_id, region, look_at) WHERE look_at IS NOT NULL;
UPDATE failed_execution SET look_at = dlo_now() WHERE stopped_at > dlo_now() - interval '14 days';
-- Whoever plans with them wishes for a look.
GRANT UPDATE (look_at) ON failed_execution TO dlo_web;

-- An execution is in one open run at a time, as a message is.
CREATE UNIQUE INDEX run_item_one_open_execution ON run_item (account_id, message_id) WHERE queue_id IS NULL AND is_open;
