-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "aws_account_id" TEXT NOT NULL,
    "partition" TEXT NOT NULL DEFAULT 'aws',
    "name" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "is_production" BOOLEAN NOT NULL DEFAULT false,
    "regions" TEXT[],
    "read_role_arn" TEXT,
    "inspect_role_arn" TEXT,
    "operate_role_arn" TEXT,
    "external_id" TEXT NOT NULL,
    "is_writable" BOOLEAN NOT NULL DEFAULT false,
    "default_mode" TEXT NOT NULL DEFAULT 'off',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region_state" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'unknown',
    "blind_since" TIMESTAMPTZ(3),
    "reason" TEXT,
    "missing_action" TEXT,
    "fix" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "source" TEXT,
    "capabilities" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "region_state_pkey" PRIMARY KEY ("account_id","region")
);

-- CreateTable
CREATE TABLE "queue" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aws_created_at" TIMESTAMPTZ(3) NOT NULL,
    "is_fifo" BOOLEAN NOT NULL,
    "is_dead_letter_queue" BOOLEAN NOT NULL DEFAULT false,
    "mode" TEXT NOT NULL DEFAULT 'off',
    "capture" TEXT NOT NULL DEFAULT 'whole',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "tags" JSONB NOT NULL DEFAULT '{}',
    "dead_letter_target_arn" TEXT,
    "max_receive_count" INTEGER,
    "retention_seconds" INTEGER NOT NULL,
    "visibility_timeout_seconds" INTEGER NOT NULL,
    "max_message_bytes" INTEGER NOT NULL,
    "consumers" JSONB NOT NULL DEFAULT '[]',
    "discovered_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "first_scan_at" TIMESTAMPTZ(3),
    "scan_requested_at" TIMESTAMPTZ(3),
    "scan_override_reason" TEXT,
    "is_reread_as_backlog" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_state" (
    "queue_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "sampled_at" TIMESTAMPTZ(3),
    "visible" INTEGER,
    "in_flight" INTEGER,
    "delayed" INTEGER,
    "changed_at" TIMESTAMPTZ(3),
    "age_seconds" INTEGER,
    "age_at" TIMESTAMPTZ(3),
    "metrics_until" TIMESTAMPTZ(3),
    "next_sample_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_metrics_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_scan_id" TEXT,
    "scanned_at" TIMESTAMPTZ(3),
    "visible_at_scan" INTEGER,
    "error" TEXT,
    "error_since" TIMESTAMPTZ(3),

    CONSTRAINT "queue_state_pkey" PRIMARY KEY ("queue_id")
);

-- CreateTable
CREATE TABLE "config_change" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "config_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lease" (
    "queue_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("queue_id")
);

-- CreateTable
CREATE TABLE "scan" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "is_scheduled" BOOLEAN NOT NULL,
    "receive_calls" INTEGER NOT NULL DEFAULT 0,
    "received_count" INTEGER NOT NULL DEFAULT 0,
    "new_count" INTEGER NOT NULL DEFAULT 0,
    "unreleased_count" INTEGER NOT NULL DEFAULT 0,
    "approximate_count" INTEGER,
    "is_complete" BOOLEAN NOT NULL DEFAULT false,
    "is_heads_only" BOOLEAN NOT NULL DEFAULT false,
    "stopped_because" TEXT,

    CONSTRAINT "scan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "master_key_id" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_body" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "data_key_id" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "body_sha256" TEXT NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_body_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "failed_message" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "body_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'present',
    "state_at" TIMESTAMPTZ(3) NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_scan_id" TEXT,
    "missed_scans" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "expires_latest_at" TIMESTAMPTZ(3),
    "receive_count" INTEGER NOT NULL DEFAULT 0,
    "our_receives" INTEGER NOT NULL DEFAULT 0,
    "scheduled_receives" INTEGER NOT NULL DEFAULT 0,
    "group_id" TEXT,
    "sequence_number" TEXT,
    "origin_kind" TEXT NOT NULL,
    "origin_certainty" TEXT NOT NULL,
    "source_queue_arn" TEXT,
    "cause_kind" TEXT NOT NULL,
    "cause_reason" TEXT NOT NULL,
    "classifier" TEXT NOT NULL,
    "error_text" TEXT,
    "message_type" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "payload_kind" TEXT NOT NULL,
    "preview" TEXT,
    "attribute_count" INTEGER NOT NULL DEFAULT 0,
    "body_sha256" TEXT NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "is_backlog" BOOLEAN NOT NULL DEFAULT false,
    "returned_from_item_id" TEXT,

    CONSTRAINT "failed_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "failure_class" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "anchor_arn" TEXT NOT NULL,
    "origin_kind" TEXT NOT NULL,
    "way_back" TEXT NOT NULL,
    "cause_kind" TEXT NOT NULL,
    "cause_reason" TEXT NOT NULL,
    "classifier" TEXT NOT NULL,
    "normalised_error" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "message_type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'new',
    "status_at" TIMESTAMPTZ(3) NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "total_count" INTEGER NOT NULL DEFAULT 0,
    "is_backlog" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "failure_class_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_fingerprint" (
    "fingerprint" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,

    CONSTRAINT "class_fingerprint_pkey" PRIMARY KEY ("account_id","region","fingerprint","version")
);

-- CreateTable
CREATE TABLE "vault_item" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "message_row_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "body_id" TEXT NOT NULL,
    "source_queue_arn" TEXT,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'kept',
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_by_run_id" TEXT NOT NULL,
    "restored_at" TIMESTAMPTZ(3),
    "restored_run_id" TEXT,

    CONSTRAINT "vault_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "class_id" TEXT,
    "action" TEXT NOT NULL,
    "driver" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "hash" TEXT NOT NULL,
    "destination_arn" TEXT,
    "item_count" INTEGER NOT NULL,
    "detail" JSONB NOT NULL,
    "reason" TEXT,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_item" (
    "plan_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "message_row_id" TEXT NOT NULL,
    "vault_item_id" TEXT,
    "message_id" TEXT NOT NULL,
    "body_sha256" TEXT NOT NULL,

    CONSTRAINT "plan_item_pkey" PRIMARY KEY ("plan_id","position")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "plan_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "class_id" TEXT,
    "action" TEXT NOT NULL,
    "driver" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "reason" TEXT,
    "requested_by" TEXT NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "start_after" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "sent_all_at" TIMESTAMPTZ(3),
    "observe_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "progress_at" TIMESTAMPTZ(3),
    "driver_state" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_item" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL DEFAULT 1,
    "message_row_id" TEXT NOT NULL,
    "vault_item_id" TEXT,
    "message_id" TEXT NOT NULL,
    "body_sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "outcome" TEXT,
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "receipt_handle" TEXT,
    "visible_until" TIMESTAMPTZ(3),
    "destination_message_id" TEXT,
    "send_started_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor_id","operation","key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT,
    "account_id" TEXT,
    "region" TEXT,
    "run_id" TEXT,
    "request_id" TEXT,
    "ip" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "position" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "poller_state" (
    "poller" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "took_ms" INTEGER,
    "lag_seconds" INTEGER,
    "every_seconds" INTEGER NOT NULL DEFAULT 60,
    "worker" TEXT,

    CONSTRAINT "poller_state_pkey" PRIMARY KEY ("poller","account_id","region")
);

-- CreateTable
CREATE TABLE "api_usage" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "units" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "api_usage_pkey" PRIMARY KEY ("hour","account_id","region","action","purpose")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auth_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "queue_account_id_region_idx" ON "queue"("account_id", "region");

-- CreateIndex
CREATE INDEX "queue_dead_letter_target_arn_idx" ON "queue"("dead_letter_target_arn");

-- CreateIndex
CREATE UNIQUE INDEX "queue_arn_aws_created_at_key" ON "queue"("arn", "aws_created_at");

-- CreateIndex
CREATE INDEX "queue_state_next_sample_at_idx" ON "queue_state"("next_sample_at");

-- CreateIndex
CREATE INDEX "config_change_queue_id_at_idx" ON "config_change"("queue_id", "at" DESC);

-- CreateIndex
CREATE INDEX "scan_queue_id_started_at_idx" ON "scan"("queue_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "data_key_queue_id_idx" ON "data_key"("queue_id");

-- CreateIndex
CREATE INDEX "failed_message_class_id_first_seen_at_id_idx" ON "failed_message"("class_id", "first_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "failed_message_queue_id_state_idx" ON "failed_message"("queue_id", "state");

-- CreateIndex
CREATE INDEX "failed_message_body_sha256_idx" ON "failed_message"("body_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "failed_message_queue_id_message_id_key" ON "failed_message"("queue_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "failure_class_number_key" ON "failure_class"("number");

-- CreateIndex
CREATE INDEX "failure_class_account_id_status_idx" ON "failure_class"("account_id", "status");

-- CreateIndex
CREATE INDEX "failure_class_queue_id_idx" ON "failure_class"("queue_id");

-- CreateIndex
CREATE INDEX "class_fingerprint_class_id_idx" ON "class_fingerprint"("class_id");

-- CreateIndex
CREATE INDEX "vault_item_account_id_stored_at_idx" ON "vault_item"("account_id", "stored_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "vault_item_stored_by_run_id_message_row_id_key" ON "vault_item"("stored_by_run_id", "message_row_id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_number_key" ON "plan"("number");

-- CreateIndex
CREATE INDEX "plan_account_id_created_at_idx" ON "plan"("account_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "run_number_key" ON "run"("number");

-- CreateIndex
CREATE UNIQUE INDEX "run_plan_id_key" ON "run"("plan_id");

-- CreateIndex
CREATE INDEX "run_account_id_requested_at_idx" ON "run"("account_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "run_state_idx" ON "run"("state");

-- CreateIndex
CREATE INDEX "run_item_run_id_state_idx" ON "run_item"("run_id", "state");

-- CreateIndex
CREATE INDEX "run_item_queue_id_message_id_idx" ON "run_item"("queue_id", "message_id");

-- CreateIndex
CREATE INDEX "run_item_destination_message_id_idx" ON "run_item"("destination_message_id");

-- CreateIndex
CREATE INDEX "run_item_body_sha256_idx" ON "run_item"("body_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "run_item_run_id_position_key" ON "run_item"("run_id", "position");

-- CreateIndex
CREATE INDEX "audit_entry_object_id_idx" ON "audit_entry"("object_id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_idx" ON "audit_entry"("actor_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_entry_id_key" ON "audit_seal"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "auth_account_user_id_idx" ON "auth_account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's model language cannot say: closed lists, partial indexes, the clock, series, roles and grants.

ALTER TABLE account ADD CONSTRAINT account_number_form CHECK (aws_account_id ~ '^[0-9]{12}$');
CREATE UNIQUE INDEX account_connected_once ON account (partition, aws_account_id) WHERE removed_at IS NULL;
ALTER TABLE region_state ADD CONSTRAINT region_status CHECK (status IN ('ok', 'blind', 'unknown'));
ALTER TABLE queue ADD CONSTRAINT queue_mode CHECK (mode IN ('off', 'index', 'vault'));
ALTER TABLE queue ADD CONSTRAINT queue_capture CHECK (capture IN ('none', 'shape', 'masked', 'whole'));
ALTER TABLE failed_message ADD CONSTRAINT message_state
  CHECK (state IN ('present', 'redriven', 'discarded', 'left', 'probably-expired'));
ALTER TABLE failure_class ADD CONSTRAINT class_status CHECK (status IN ('new', 'ongoing', 'backlog', 'resolved'));
ALTER TABLE plan ADD CONSTRAINT plan_state
  CHECK (state IN ('draft', 'awaiting-approval', 'approved', 'applied', 'expired', 'refused'));
ALTER TABLE run ADD CONSTRAINT run_state CHECK (state IN
  ('requested', 'waiting', 'running', 'paused', 'cancelling', 'observing', 'done', 'failed', 'cancelled', 'interrupted'));
ALTER TABLE run_item ADD CONSTRAINT item_state CHECK (state IN
  ('planned', 'sending', 'sent', 'deleted', 'delete-unconfirmed', 'rejected', 'skipped', 'ambiguous'));
ALTER TABLE run_item ADD CONSTRAINT item_outcome CHECK (outcome IN ('gone', 'returned', 'unknown'));
ALTER TABLE vault_item ADD CONSTRAINT vault_state CHECK (state IN ('kept', 'restoring', 'restored'));

-- One live action per message, whoever asks and however fast they click.
CREATE UNIQUE INDEX run_item_one_open ON run_item (queue_id, message_id) WHERE is_open;
CREATE INDEX failed_message_present ON failed_message (class_id, expires_at) WHERE state = 'present';
CREATE INDEX run_open ON run (state) WHERE state NOT IN ('done', 'failed', 'cancelled', 'interrupted');

CREATE SEQUENCE lease_token;

CREATE SCHEMA series;

-- The clock of leases and expiry. Only the test role can shift it.
CREATE TABLE series.clock_shift (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), shift interval NOT NULL DEFAULT '0');
INSERT INTO series.clock_shift DEFAULT VALUES;
CREATE FUNCTION dlo_now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT clock_timestamp() + (SELECT shift FROM series.clock_shift) $$;

-- Another cluster, timeline or database than the one that was noted: this one came out of a backup.
CREATE FUNCTION dlo_database_identity() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.system_identifier || '/' || c.timeline_id || '/' || d.oid
  FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database() $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries and seals are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Raw counters, one row per look (GetQueueAttributes).
CREATE TABLE series.queue_sample (
  queue_id text NOT NULL, account_id text NOT NULL, at timestamptz(3) NOT NULL,
  visible integer, in_flight integer, delayed integer,
  PRIMARY KEY (queue_id, at)
) PARTITION BY RANGE (at);

-- CloudWatch minutes. A column is null while no datapoint is known.
CREATE TABLE series.queue_metric (
  queue_id text NOT NULL, account_id text NOT NULL, at timestamptz(3) NOT NULL,
  age_seconds integer, sent integer, received integer, deleted integer,
  PRIMARY KEY (queue_id, at)
) PARTITION BY RANGE (at);

-- 5-minute (300) and 1-hour (3600) buckets, kept as samples arrive.
CREATE TABLE series.queue_rollup (
  queue_id text NOT NULL, account_id text NOT NULL, width_seconds integer NOT NULL, bucket timestamptz(3) NOT NULL,
  sample_count integer NOT NULL DEFAULT 0,
  visible_max integer, visible_min integer, visible_sum bigint, in_flight_max integer, delayed_max integer,
  age_max integer, sent_sum bigint, received_sum bigint, deleted_sum bigint,
  PRIMARY KEY (queue_id, width_seconds, bucket)
);
CREATE INDEX queue_rollup_age ON series.queue_rollup (width_seconds, bucket);

-- New failed messages per class and 5 minutes.
CREATE TABLE series.class_arrival (
  class_id text NOT NULL, account_id text NOT NULL, bucket timestamptz(3) NOT NULL, count integer NOT NULL,
  PRIMARY KEY (class_id, bucket)
);

-- Makes the daily partitions from yesterday to `days_ahead`; running it again changes nothing.
CREATE FUNCTION series.ensure_partitions(days_ahead integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = series, pg_catalog AS $$
DECLARE
  parent text; day date; made integer := 0;
BEGIN
  FOREACH parent IN ARRAY ARRAY['queue_sample', 'queue_metric'] LOOP
    FOR day IN SELECT generate_series((public.dlo_now() AT TIME ZONE 'UTC')::date - 1,
                                      (public.dlo_now() AT TIME ZONE 'UTC')::date + days_ahead, '1 day')::date LOOP
      IF to_regclass(format('series.%I', parent || '_' || to_char(day, 'YYYYMMDD'))) IS NULL THEN
        EXECUTE format('CREATE TABLE IF NOT EXISTS series.%I PARTITION OF series.%I FOR VALUES FROM (%L) TO (%L)',
          parent || '_' || to_char(day, 'YYYYMMDD'), parent, day::text || ' 00:00Z', (day + 1)::text || ' 00:00Z');
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- Drops raw partitions that ended more than `keep_days` ago, and rollups past their time.
CREATE FUNCTION series.drop_old(keep_days integer, keep_5m_days integer, keep_1h_days integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = series, pg_catalog AS $$
DECLARE
  part record; dropped integer := 0;
BEGIN
  FOR part IN
    SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
    WHERE n.nspname = 'series' AND p.relname IN ('queue_sample', 'queue_metric')
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < (public.dlo_now() AT TIME ZONE 'UTC')::date - keep_days
  LOOP
    EXECUTE format('DROP TABLE series.%I', part.relname);
    dropped := dropped + 1;
  END LOOP;
  DELETE FROM series.queue_rollup WHERE width_seconds = 300 AND bucket < public.dlo_now() - make_interval(days => keep_5m_days);
  DELETE FROM series.queue_rollup WHERE width_seconds = 3600 AND bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  DELETE FROM series.class_arrival WHERE bucket < public.dlo_now() - make_interval(days => keep_1h_days);
  RETURN dropped;
END $$;

SELECT series.ensure_partitions(3);

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['dlo_web', 'dlo_worker', 'dlo_test'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'role % is missing and % may not create it: run CREATE ROLE % NOLOGIN as an administrator first',
          wanted, current_user, wanted;
      WHEN duplicate_object THEN NULL;
      END;
    END IF;
    BEGIN
      IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
        EXECUTE format('GRANT %I TO %I', wanted, current_user);
      END IF;
    EXCEPTION WHEN insufficient_privilege THEN
      -- An administrator made the roles: then the processes log in as members of their own, or he grants these.
      RAISE NOTICE '% is no member of %', current_user, wanted;
    END;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public, series TO dlo_web, dlo_worker, dlo_test;
REVOKE ALL ON FUNCTION series.ensure_partitions(integer), series.drop_old(integer, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION series.ensure_partitions(integer), series.drop_old(integer, integer, integer) TO dlo_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO dlo_web, dlo_worker;

-- Web: reads, intents, people. It never writes what only AWS can tell.
GRANT SELECT ON account, region_state, queue, queue_state, config_change, lease, scan, data_key, message_body,
  failed_message, failure_class, class_fingerprint, vault_item, plan, plan_item, run, run_item, idempotency_key,
  audit_entry, audit_seal, api_token, setting, poller_state, api_usage, app_user, session, auth_account, verification
  TO dlo_web;
GRANT SELECT ON ALL TABLES IN SCHEMA series TO dlo_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA series GRANT SELECT ON TABLES TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON account, region_state, plan, run, idempotency_key, api_token, setting TO dlo_web;
GRANT UPDATE (mode, capture, scan_requested_at, scan_override_reason) ON queue TO dlo_web;
GRANT UPDATE (state) ON vault_item TO dlo_web;
GRANT UPDATE (is_open, state, outcome, reason) ON run_item TO dlo_web;
GRANT INSERT ON plan_item, run_item, audit_entry TO dlo_web;
GRANT INSERT, UPDATE, DELETE ON app_user, session, auth_account, verification TO dlo_web;

-- Worker: what AWS told, the ledger, the audit chain. Of people it sees only whether they may still act.
GRANT SELECT ON account, idempotency_key, audit_entry, setting, plan, plan_item TO dlo_worker;
GRANT SELECT (id, role) ON app_user TO dlo_worker;
GRANT SELECT (id, user_id, role, expires_at, revoked_at) ON api_token TO dlo_worker;
GRANT SELECT, INSERT, UPDATE ON region_state, queue, queue_state, config_change, scan, data_key, message_body,
  failed_message, failure_class, class_fingerprint, vault_item, run, run_item, poller_state, api_usage, setting TO dlo_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON lease TO dlo_worker;
GRANT UPDATE ON plan TO dlo_worker;
GRANT DELETE ON idempotency_key, config_change, scan, api_usage TO dlo_worker;
GRANT INSERT ON audit_entry TO dlo_worker;
GRANT SELECT, INSERT ON audit_seal TO dlo_worker;
GRANT SELECT, INSERT, UPDATE ON series.queue_sample, series.queue_metric, series.queue_rollup, series.class_arrival TO dlo_worker;
GRANT USAGE ON SEQUENCE lease_token TO dlo_worker;

-- Tests: the worker's and web's rights, and the clock.
DO $$ BEGIN
  GRANT dlo_web, dlo_worker TO dlo_test;
EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'dlo_test stays without the rights of dlo_web and dlo_worker';
END $$;
GRANT SELECT, UPDATE ON series.clock_shift TO dlo_test;

DO $$ BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    GRANT SELECT ON _prisma_migrations TO dlo_web, dlo_worker;
  END IF;
END $$;
