-- Rules by which people group, merges that can be taken back, and regrouping what is there already.

ALTER TABLE "failure_class" ADD COLUMN "grouping" JSONB, ADD COLUMN "anchor_part" TEXT;

-- The class that a fingerprint belongs to by itself: a merge points it elsewhere, and taking the merge back needs the way home.
ALTER TABLE "class_fingerprint" ADD COLUMN "home_class_id" TEXT;
UPDATE class_fingerprint SET home_class_id = class_id;
ALTER TABLE "class_fingerprint" ALTER COLUMN "home_class_id" SET NOT NULL;
CREATE INDEX "class_fingerprint_home_class_id_idx" ON "class_fingerprint"("home_class_id");

CREATE TABLE "class_merge" (
    "id" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "from_class_id" TEXT NOT NULL,
    "into_class_id" TEXT NOT NULL,
    "moved_count" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_name" TEXT,

    CONSTRAINT "class_merge_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX class_merge_standing ON class_merge (from_class_id) WHERE undone_at IS NULL;
CREATE INDEX "class_merge_into_class_id_idx" ON "class_merge"("into_class_id");

-- A regrouping: asked → previewing → previewed → applying → done | failed | cancelled. What it looks at is frozen when it begins.
CREATE TABLE "regroup" (
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "rules_hash" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "apply_asked_at" TIMESTAMPTZ(3),
    "apply_asked_by_name" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "item_count" INTEGER,
    "left_out_count" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "preview" JSONB,
    "applied" JSONB,

    CONSTRAINT "regroup_pkey" PRIMARY KEY ("id")
);
ALTER TABLE regroup ADD CONSTRAINT regroup_state
  CHECK (state IN ('asked', 'previewing', 'previewed', 'applying', 'done', 'failed', 'cancelled'));
CREATE UNIQUE INDEX regroup_open ON regroup ((true)) WHERE state IN ('asked', 'previewing', 'previewed', 'applying');
CREATE INDEX "regroup_asked_at_idx" ON "regroup"("asked_at" DESC);

CREATE TABLE "regroup_item" (
    "regroup_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "message_row_id" TEXT NOT NULL,

    CONSTRAINT "regroup_item_pkey" PRIMARY KEY ("regroup_id", "position")
);

GRANT SELECT ON class_merge, regroup TO dlo_web, dlo_worker;
GRANT INSERT ON class_merge, regroup TO dlo_web;
GRANT UPDATE (undone_at, undone_by_name) ON class_merge TO dlo_web;
GRANT UPDATE (state, apply_asked_at, apply_asked_by_name, ended_at, reason, position) ON regroup TO dlo_web;
GRANT UPDATE ON regroup TO dlo_worker;
GRANT SELECT, INSERT, DELETE ON regroup_item TO dlo_worker;
GRANT USAGE ON SEQUENCE class_merge_id_seq TO dlo_web;

-- A merge is a person's decision and holds at once: the web moves what belongs to the class, and nothing else of it.
GRANT UPDATE (class_id) ON class_fingerprint TO dlo_web;
GRANT UPDATE (class_id, fingerprint) ON failed_message TO dlo_web;
GRANT UPDATE (class_id) ON vault_item TO dlo_web;
GRANT UPDATE (merged_into, status, status_at, status_reason, total_count, first_seen_at, last_seen_at) ON failure_class TO dlo_web;
GRANT INSERT, UPDATE, DELETE ON series.class_arrival TO dlo_web;
GRANT DELETE ON series.class_arrival TO dlo_worker;
GRANT INSERT ON class_change TO dlo_web;
GRANT USAGE ON SEQUENCE class_change_id_seq TO dlo_web;
