-- Entries carry a MAC under the installation's key; the chain is keyed too; what was sealed last and what was pruned is signed.

ALTER TABLE "audit_entry" ADD COLUMN "mac" TEXT;
-- Entries of before have none and stay; nothing new is written without one.
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_mac_present" CHECK ("mac" IS NOT NULL) NOT VALID;
CREATE INDEX "audit_entry_run_id_idx" ON "audit_entry"("run_id");
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

CREATE TABLE "audit_checkpoint" (
    "kind" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "entry_count" BIGINT NOT NULL,
    "oldest_at" TIMESTAMPTZ(3),
    "newest_at" TIMESTAMPTZ(3),
    "last_entry_id" BIGINT NOT NULL,
    "head_position" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "mac" TEXT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("kind", "position"),
    CONSTRAINT "audit_checkpoint_kind" CHECK ("kind" IN ('begun', 'pruned'))
);

CREATE TABLE "audit_head" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "mac" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("name"),
    CONSTRAINT "audit_head_name" CHECK ("name" IN ('sealed', 'verified', 'verified-full'))
);

-- One door through the append-only trigger: dlo_prune_audit, which runs as the owner of the tables.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('dlo.prunes_audit', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'audit entries and seals are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Removes the sealed entries up to a position for which a checkpoint stands, all of them older than the retention that is
-- set and than 90 days. Refuses the whole when one is younger or while a legal hold stands; returns how many entries it removed.
CREATE FUNCTION dlo_prune_audit(up_to bigint) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  keep_days integer := (SELECT (value ->> 'days')::integer FROM setting WHERE key = 'audit-retention');
  removed bigint;
BEGIN
  IF keep_days IS NULL THEN RAISE EXCEPTION 'audit entries are kept for ever'; END IF;
  IF EXISTS (SELECT 1 FROM legal_hold WHERE lifted_at IS NULL AND (until IS NULL OR until > dlo_now())) THEN
    RAISE EXCEPTION 'a legal hold stands';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM audit_checkpoint WHERE kind = 'pruned' AND position = up_to) THEN
    RAISE EXCEPTION 'no checkpoint stands at %', up_to;
  END IF;
  IF EXISTS (SELECT 1 FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id
             WHERE s.position <= up_to AND e.at >= dlo_now() - make_interval(days => greatest(keep_days, 90))) THEN
    RAISE EXCEPTION 'an entry up to % is too young to be pruned', up_to;
  END IF;
  PERFORM set_config('dlo.prunes_audit', 'on', true);
  DELETE FROM audit_entry e USING audit_seal s WHERE s.entry_id = e.id AND s.position <= up_to;
  GET DIAGNOSTICS removed = ROW_COUNT;
  DELETE FROM audit_seal WHERE position <= up_to;
  PERFORM set_config('dlo.prunes_audit', 'off', true);
  RETURN removed;
END $$;
REVOKE ALL ON FUNCTION dlo_prune_audit(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dlo_prune_audit(bigint) TO dlo_worker;

GRANT SELECT ON audit_checkpoint, audit_head TO dlo_web;
GRANT SELECT, INSERT ON audit_checkpoint TO dlo_worker;
GRANT SELECT, INSERT, UPDATE ON audit_head TO dlo_worker;
