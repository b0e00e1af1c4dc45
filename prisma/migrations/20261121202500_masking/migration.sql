-- Masked values that one person sees of one message for a while, with a reason. What is kept in clear follows the rules in
-- force: the worker masks it again when they change, so it may write what it only added before.

CREATE TABLE "message_reveal" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "message_row_id" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_reveal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "message_reveal_message_row_id_actor_id_idx" ON "message_reveal"("message_row_id", "actor_id");
ALTER TABLE message_reveal ADD CONSTRAINT message_reveal_ends CHECK (until > at AND until <= at + interval '60 minutes');

GRANT SELECT, INSERT ON message_reveal TO dlo_web;
GRANT UPDATE (ended_at) ON message_reveal TO dlo_web;
GRANT SELECT, DELETE ON message_reveal TO dlo_worker;
GRANT UPDATE (body, attributes) ON message_projection TO dlo_worker;
