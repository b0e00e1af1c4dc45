-- A plan and its run are about a dead-letter queue or, for a replay and for executions, about another resource.
ALTER TABLE "plan" ALTER COLUMN "queue_id" DROP NOT NULL, ADD COLUMN "resource_id" TEXT,
  ADD CONSTRAINT plan_subject CHECK ((queue_id IS NULL) <> (resource_id IS NULL));
ALTER TABLE "run" ALTER COLUMN "queue_id" DROP NOT NULL, ADD COLUMN "resource_id" TEXT,
  ADD CONSTRAINT run_subject CHECK ((queue_id IS NULL) <> (resource_id IS NULL));
-- Items of such a plan are executions: `message_id` is the execution's ARN, and there is no message of ours.
ALTER TABLE "plan_item" ALTER COLUMN "message_row_id" DROP NOT NULL;
ALTER TABLE "run_item" ALTER COLUMN "message_row_id" DROP NOT NULL, ALTER COLUMN "queue_id" DROP NOT NULL,
  ADD CONSTRAINT run_item_subject CHECK ((queue_id IS NULL) = (message_row_id IS NULL));

CREATE INDEX "run_resource_id_idx" ON "run"("resource_id", "requested_at" DESC) WHERE resource_id IS NOT NULL;
CREATE INDEX "run_item_execution_idx" ON "run_item"("account_id", "message_id") WHERE queue_id IS NULL;
