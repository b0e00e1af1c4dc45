-- Vault mode: a dead-letter queue is drained into the vault. Each message is committed here, copied where that is required,
-- and only then deleted there; every line between has its trace.

ALTER TABLE "queue"
    ADD COLUMN "vault_reason" TEXT,
    ADD COLUMN "single_copy_reason" TEXT,
    ADD COLUMN "needs_second_copy" BOOLEAN NOT NULL DEFAULT false;
GRANT UPDATE (vault_reason, single_copy_reason, needs_second_copy) ON queue TO dlo_web;

-- Deleted from its queue by us and not sent back yet: the only one there is lies in the vault.
ALTER TABLE failed_message DROP CONSTRAINT message_state;
ALTER TABLE failed_message ADD CONSTRAINT message_state
  CHECK (state IN ('present', 'vaulted', 'redriven', 'discarded', 'left', 'probably-expired'));
CREATE INDEX failed_message_vaulted ON failed_message (class_id) WHERE state = 'vaulted';

-- A drained item was taken by no run. `deleted_at` is set when its delete was proved; until then `delete_error` says why not.
ALTER TABLE "vault_item"
    ALTER COLUMN "stored_by_run_id" DROP NOT NULL,
    ADD COLUMN "drained_at" TIMESTAMPTZ(3),
    ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
    ADD COLUMN "delete_error" TEXT;
CREATE UNIQUE INDEX vault_item_drained_once ON vault_item (message_row_id) WHERE drained_at IS NOT NULL;
CREATE INDEX vault_item_undeleted ON vault_item (queue_id) WHERE drained_at IS NOT NULL AND deleted_at IS NULL;
ALTER TABLE vault_item ADD CONSTRAINT vault_taken_by CHECK (stored_by_run_id IS NOT NULL OR drained_at IS NOT NULL);

-- A second copy that was read back: which version of which object holds the item, and its checksum (SHA-256, base64).
CREATE TABLE "vault_copy" (
    "vault_item_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vault_copy_pkey" PRIMARY KEY ("vault_item_id")
);

-- How the draining of a queue stands: what was taken so far, why the last slice ended, and when it goes on by itself.
CREATE TABLE "vault_drain" (
    "queue_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "drained_count" INTEGER NOT NULL DEFAULT 0,
    "left_count" INTEGER NOT NULL DEFAULT 0,
    "stopped_because" TEXT,
    "fix" TEXT,
    "is_paused" BOOLEAN NOT NULL DEFAULT false,
    "failure_count" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vault_drain_pkey" PRIMARY KEY ("queue_id")
);

GRANT SELECT ON vault_copy, vault_drain TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON vault_copy TO dlo_worker;
GRANT INSERT, UPDATE ON vault_drain TO dlo_worker;
