-- Everything an organisation has, what changed in it, where events would vanish, whose it is.

CREATE TABLE "resource" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "list_hash" TEXT NOT NULL,
    "observed" JSONB NOT NULL DEFAULT '{}',
    "tags" JSONB NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "resource_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "resource_account_id_region_kind_idx" ON "resource"("account_id", "region", "kind");
CREATE INDEX "resource_kind_name_id_idx" ON "resource"("kind", "name", "id");
CREATE UNIQUE INDEX resource_living_arn ON resource (arn) WHERE deleted_at IS NULL;
CREATE INDEX resource_changed_at ON resource (changed_at);

CREATE TABLE "resource_edge" (
    "from_arn" TEXT NOT NULL,
    "to_arn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "resource_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,

    CONSTRAINT "resource_edge_pkey" PRIMARY KEY ("resource_id", "from_arn", "to_arn", "kind", "part")
);
CREATE INDEX "resource_edge_to_arn_kind_idx" ON "resource_edge"("to_arn", "kind");
CREATE INDEX "resource_edge_from_arn_idx" ON "resource_edge"("from_arn");

CREATE TABLE "capability_state" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "missing_action" TEXT,
    "reason" TEXT,
    "fix" TEXT,
    "resource_count" INTEGER,
    "took_ms" INTEGER,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "ok_at" TIMESTAMPTZ(3),

    CONSTRAINT "capability_state_pkey" PRIMARY KEY ("account_id", "region", "feature")
);

CREATE TABLE "queue_listing" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "tags" JSONB,
    "is_selected" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queue_listing_pkey" PRIMARY KEY ("account_id", "region", "name")
);

CREATE TABLE "organization_account" (
    "aws_account_id" TEXT NOT NULL,
    "via_account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "ou_path" TEXT[],
    "ou_ids" TEXT[],
    "tags" JSONB NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "organization_account_pkey" PRIMARY KEY ("aws_account_id")
);

CREATE TABLE "activity" (
    "arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "last_matched_at" TIMESTAMPTZ(3),
    "usual_gap_seconds" INTEGER,
    "watched_from" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("arn")
);

CREATE TABLE "coverage_finding" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "owner" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "coverage_finding_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "coverage_finding_account_id_severity_idx" ON "coverage_finding"("account_id", "severity");
CREATE INDEX "coverage_finding_arn_idx" ON "coverage_finding"("arn");
CREATE UNIQUE INDEX coverage_finding_open ON coverage_finding (rule, arn, part) WHERE resolved_at IS NULL;

CREATE TABLE "coverage_suppression" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "part" TEXT,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "coverage_suppression_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "coverage_suppression_arn_rule_idx" ON "coverage_suppression"("arn", "rule");

CREATE TABLE "coverage_score" (
    "account_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "checked" INTEGER NOT NULL,
    "covered" INTEGER NOT NULL,
    "critical" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "medium" INTEGER NOT NULL,
    "low" INTEGER NOT NULL,

    CONSTRAINT "coverage_score_pkey" PRIMARY KEY ("account_id", "owner", "day")
);

CREATE TABLE "ownership" (
    "arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "owner" TEXT,
    "team" TEXT,
    "tier" TEXT,
    "runbook" TEXT,
    "source" TEXT NOT NULL,
    "via_arn" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ownership_pkey" PRIMARY KEY ("arn")
);
CREATE INDEX "ownership_owner_idx" ON "ownership"("owner");

CREATE TABLE "owner_by_hand" (
    "arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "owner" TEXT,
    "team" TEXT,
    "tier" TEXT,
    "runbook" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "owner_by_hand_pkey" PRIMARY KEY ("arn")
);

ALTER TABLE "account" ADD COLUMN "polling" TEXT NOT NULL DEFAULT 'on', ADD COLUMN "source" TEXT NOT NULL DEFAULT 'hand';
ALTER TABLE account ADD CONSTRAINT account_polling CHECK (polling IN ('on', 'listing'));
ALTER TABLE account ADD CONSTRAINT account_source CHECK (source IN ('hand', 'file', 'organization'));

ALTER TABLE "queue" ADD COLUMN "is_selected" BOOLEAN NOT NULL DEFAULT true, ADD COLUMN "does_auto_rescue" BOOLEAN NOT NULL DEFAULT false;

-- Names that were listed are held against the queues that bear them. The shorter index must go: as long as nobody has
-- counted the rows, it is taken instead, and reads all queues of the place for each name.
CREATE INDEX "queue_account_id_region_name_idx" ON "queue"("account_id", "region", "name");
DROP INDEX "queue_account_id_region_idx";

-- A change belongs to any kind of resource now; `queue_id` stays for those of queues.
ALTER TABLE "config_change" ALTER COLUMN "queue_id" DROP NOT NULL,
  ADD COLUMN "arn" TEXT NOT NULL DEFAULT '', ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'queue', ADD COLUMN "since" TIMESTAMPTZ(3),
  ADD COLUMN "changed_by" TEXT, ADD COLUMN "changed_at" TIMESTAMPTZ(3), ADD COLUMN "changed_how" TEXT, ADD COLUMN "trail_asked_at" TIMESTAMPTZ(3);
UPDATE config_change c SET arn = q.arn FROM queue q WHERE q.id = c.queue_id;
CREATE INDEX "config_change_arn_at_idx" ON "config_change"("arn", "at");
CREATE INDEX "config_change_at_idx" ON "config_change"("at");

ALTER TABLE resource ADD CONSTRAINT resource_kind CHECK (kind IN
  ('bus', 'rule', 'archive', 'schedule', 'pipe', 'topic', 'subscription', 'mapping', 'function', 'state-machine', 'alarm'));
ALTER TABLE capability_state ADD CONSTRAINT capability_state_state CHECK (state IN
  ('ok', 'denied', 'failed', 'unproven', 'absent', 'off', 'unknown'));
ALTER TABLE coverage_finding ADD CONSTRAINT finding_severity CHECK (severity IN ('critical', 'high', 'medium', 'low'));
ALTER TABLE coverage_finding ADD CONSTRAINT finding_confidence CHECK (confidence IN ('certain', 'possible'));

GRANT SELECT ON resource, resource_edge, capability_state, queue_listing, organization_account, activity, coverage_finding,
  coverage_suppression, coverage_score, ownership, owner_by_hand TO dlo_web, dlo_worker;
-- What AWS told, and what follows from it, is the worker's to write.
GRANT INSERT, UPDATE ON resource, capability_state, queue_listing, organization_account, activity, coverage_finding, coverage_score, ownership TO dlo_worker;
GRANT DELETE ON resource_edge, queue_listing, ownership, activity, coverage_score TO dlo_worker;
GRANT INSERT ON resource_edge TO dlo_worker;
-- What people decide is the web's.
GRANT INSERT, UPDATE ON coverage_suppression, owner_by_hand TO dlo_web;
GRANT DELETE ON owner_by_hand TO dlo_web;
GRANT UPDATE (is_selected, does_auto_rescue) ON queue TO dlo_web;
GRANT UPDATE (is_selected) ON queue_listing TO dlo_web;
GRANT DELETE ON setting TO dlo_web;
