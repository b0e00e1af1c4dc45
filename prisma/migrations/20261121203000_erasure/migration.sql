-- Erasing content while ids, hashes, counts and times stay: by retention, by a person, or because less is to be kept.

-- A tombstone is known and never captured again; without it only its time was over.
ALTER TABLE "failed_message"
    ADD COLUMN "erased_at" TIMESTAMPTZ(3),
    ADD COLUMN "erased_by" TEXT,
    ADD COLUMN "erased_kinds" TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN "is_tombstone" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "vault_item" ADD COLUMN "erased_at" TIMESTAMPTZ(3), ADD COLUMN "erased_by" TEXT;
ALTER TABLE vault_item DROP CONSTRAINT vault_state;
ALTER TABLE vault_item ADD CONSTRAINT vault_state CHECK (state IN ('kept', 'restoring', 'restored', 'erased'));
-- What a vault item sealed stays as a row with hash and size, so that the item still says what it was.
ALTER TABLE "message_body" ADD COLUMN "erased_at" TIMESTAMPTZ(3);
-- A second copy of an erased item waits to be deleted; `erase_error` says why it still is where it is.
ALTER TABLE "vault_copy" ADD COLUMN "erase_tried_at" TIMESTAMPTZ(3), ADD COLUMN "erase_error" TEXT;
ALTER TABLE "failed_execution" ADD COLUMN "erased_at" TIMESTAMPTZ(3), ADD COLUMN "erased_by" TEXT;
ALTER TABLE "class_note" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

CREATE INDEX failed_message_body_id_idx ON failed_message (body_id) WHERE body_id IS NOT NULL;
CREATE INDEX vault_item_body_id_idx ON vault_item (body_id);
CREATE INDEX message_body_body_sha256_idx ON message_body (body_sha256);
CREATE INDEX class_evidence_message_row_id_idx ON class_evidence (message_row_id);
CREATE INDEX plan_item_message_row_id_idx ON plan_item (message_row_id);
CREATE INDEX failed_message_account_id_idx ON failed_message (account_id, id);

-- asked → previewed → erasing → done | partly; a preview that nobody confirms expires. The value looked for is kept as HMAC only.
CREATE TABLE "erasure" (
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "selector" JSONB NOT NULL,
    "kinds" TEXT[] NOT NULL,
    "value_hash" TEXT,
    "account_ids" TEXT[],
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "found_until" TEXT NOT NULL DEFAULT '',
    "counts" JSONB,
    "reason" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by_name" TEXT,
    "is_found" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);
ALTER TABLE erasure ADD CONSTRAINT erasure_state CHECK (state IN ('asked', 'previewed', 'erasing', 'done', 'partly', 'expired'));
CREATE INDEX "erasure_asked_at_idx" ON "erasure"("asked_at" DESC);
CREATE INDEX erasure_open ON erasure (asked_at) WHERE state IN ('asked', 'erasing', 'partly');

CREATE TABLE "erasure_item" (
    "erasure_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" TEXT,

    CONSTRAINT "erasure_item_pkey" PRIMARY KEY ("erasure_id", "kind", "object_id")
);
ALTER TABLE erasure_item ADD CONSTRAINT erasure_item_state CHECK (state IN ('planned', 'erased', 'kept'));
ALTER TABLE erasure_item ADD CONSTRAINT erasure_item_kind
  CHECK (kind IN ('message', 'execution', 'class', 'evidence', 'note', 'view'));
CREATE INDEX "erasure_item_erasure_id_state_idx" ON "erasure_item"("erasure_id", "state");
CREATE INDEX "erasure_item_object_id_idx" ON "erasure_item"("object_id");

CREATE TABLE "legal_hold" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "placed_by" TEXT NOT NULL,
    "placed_by_name" TEXT NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_name" TEXT,
    "lift_reason" TEXT,

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);
ALTER TABLE legal_hold ADD CONSTRAINT hold_scope CHECK (scope_kind IN ('account', 'queue', 'class', 'message'));
CREATE INDEX legal_hold_standing ON legal_hold (scope_kind, scope_id) WHERE lifted_at IS NULL;

-- The messages of a held class when it was held: regrouping them takes them out of no hold.
CREATE TABLE "hold_message" (
    "hold_id" TEXT NOT NULL,
    "message_row_id" TEXT NOT NULL,

    CONSTRAINT "hold_message_pkey" PRIMARY KEY ("hold_id", "message_row_id")
);
CREATE INDEX "hold_message_message_row_id_idx" ON "hold_message"("message_row_id");

GRANT SELECT ON erasure, erasure_item, legal_hold, hold_message TO dlo_web, dlo_worker;
GRANT INSERT ON erasure, erasure_item, legal_hold, hold_message TO dlo_web;
GRANT UPDATE (state, reason, confirmed_at, confirmed_by_name, found_until, is_found) ON erasure TO dlo_web;
GRANT UPDATE (lifted_at, lifted_by_name, lift_reason) ON legal_hold TO dlo_web;
GRANT UPDATE ON erasure TO dlo_worker;
GRANT INSERT, UPDATE, DELETE ON erasure_item TO dlo_worker;
GRANT DELETE ON message_body TO dlo_worker;
GRANT UPDATE (text, erased_at) ON class_note TO dlo_worker;
GRANT SELECT, DELETE ON saved_view TO dlo_worker;
