-- Plans that wait for other people: what was said about each, bound to its hash, and runs that went without.

ALTER TABLE "plan" ADD COLUMN "created_by_person" TEXT, ADD COLUMN "asked_at" TIMESTAMPTZ(3);
UPDATE plan SET created_by_person = coalesce((SELECT t.user_id FROM api_token t WHERE t.id = plan.created_by), created_by);
ALTER TABLE "plan" ALTER COLUMN "created_by_person" SET NOT NULL;
ALTER TABLE plan DROP CONSTRAINT plan_state;
ALTER TABLE plan ADD CONSTRAINT plan_state
  CHECK (state IN ('draft', 'awaiting-approval', 'approved', 'applied', 'expired', 'refused', 'withdrawn'));
CREATE INDEX plan_asked_at ON plan (asked_at DESC, id DESC) WHERE asked_at IS NOT NULL;
CREATE INDEX plan_awaiting ON plan (account_id) WHERE state = 'awaiting-approval';

-- Only ever added to. The person is whoever is behind a token: two tokens of one owner are one person.
CREATE TABLE "plan_approval" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "comment" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_approval_pkey" PRIMARY KEY ("id")
);
ALTER TABLE plan_approval ADD CONSTRAINT plan_approval_kind
  CHECK (kind IN ('asked', 'approved', 'refused', 'commented', 'withdrawn'));
CREATE INDEX "plan_approval_plan_id_id_idx" ON "plan_approval"("plan_id", "id");
CREATE UNIQUE INDEX plan_approval_once ON plan_approval (plan_id, person_id) WHERE kind = 'approved';

-- Why a run began without the approvals that its plan needed; who broke the glass is who asked for the run.
ALTER TABLE "run" ADD COLUMN "break_glass_reason" TEXT;
CREATE INDEX run_break_glass ON run (requested_at DESC) WHERE break_glass_reason IS NOT NULL;

GRANT SELECT ON plan_approval TO dlo_web, dlo_worker;
GRANT INSERT ON plan_approval TO dlo_web;
