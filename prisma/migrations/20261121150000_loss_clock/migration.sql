-- The loss clock without a receive, and rescues that start by themselves.

-- When two looks in a row found nothing at all: what is in the queue now came later.
ALTER TABLE "queue_state" ADD COLUMN "empty_at" TIMESTAMPTZ(3);
CREATE INDEX "vault_item_message_row_id_idx" ON "vault_item"("message_row_id");

-- A policy acts inside the worker: it makes its plan, as a person does through the web.
GRANT INSERT ON plan, plan_item TO dlo_worker;
