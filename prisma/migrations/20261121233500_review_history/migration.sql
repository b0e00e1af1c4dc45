
-- Times in which an account and Region could not be seen: region_state knows the present one only. Written by whatever changes
-- that state, so that no way of going blind is forgotten.
CREATE TABLE "blind_span" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "blind_span_pkey" PRIMARY KEY ("account_id", "region", "from_at")
);
CREATE UNIQUE INDEX "blind_span_open" ON "blind_span"("account_id", "region") WHERE until_at IS NULL;
GRANT SELECT ON blind_span TO dlo_web, dlo_worker;
GRANT DELETE ON blind_span TO dlo_worker;

CREATE FUNCTION note_blindness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
  was_blind boolean := TG_OP <> 'INSERT' AND OLD.status = 'blind';
  is_blind boolean := TG_OP <> 'DELETE' AND NEW.status = 'blind';
BEGIN
  IF was_blind AND NOT is_blind THEN
    UPDATE blind_span SET until_at = greatest(dlo_now(), from_at) WHERE account_id = OLD.account_id AND region = OLD.region AND until_at IS NULL;
  ELSIF is_blind AND NOT was_blind THEN
    INSERT INTO blind_span (account_id, region, from_at, reason)
    VALUES (NEW.account_id, NEW.region, coalesce(NEW.blind_since, dlo_now()), NEW.reason)
    ON CONFLICT (account_id, region, from_at) DO UPDATE SET until_at = NULL;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_blindness() FROM PUBLIC;
CREATE TRIGGER note_blindness AFTER INSERT OR DELETE OR UPDATE OF status ON region_state FOR EACH ROW EXECUTE FUNCTION note_blindness();
INSERT INTO blind_span (account_id, region, from_at, reason)
SELECT account_id, region, coalesce(blind_since, dlo_now()), reason FROM region_state WHERE status = 'blind';

-- What a pipeline consisted of when it vanished: a review of that week still knows what belonged to it.
CREATE TABLE "pipeline_last_part" (
    "pipeline_id" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "gone_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pipeline_last_part_pkey" PRIMARY KEY ("pipeline_id", "arn")
);
CREATE INDEX "pipeline_last_part_gone_at_idx" ON "pipeline_last_part"("gone_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON pipeline_last_part TO dlo_worker;

-- What a message is to its owner was frozen with the review, and how much of what could be lost was read.
ALTER TABLE review ADD COLUMN "unit_one" TEXT NOT NULL DEFAULT 'message', ADD COLUMN "unit_many" TEXT NOT NULL DEFAULT 'messages';

-- An action item is seen by who sees all accounts that it is about, or the resource; about none it is the whole installation's.
ALTER TABLE review_action ADD COLUMN "account_ids" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "arn" TEXT;

-- A fact of no account is the whole installation's, or that of a pipeline: then it is for who may see all of the pipeline.
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN
    SELECT * FROM (VALUES
      ('review_fact', 'account_id = ANY((SELECT dlo_scope_accounts())::text[]) OR (account_id = '''' AND pipeline_id IS NOT NULL
        AND EXISTS (SELECT 1 FROM review_pipeline p WHERE p.review_id = review_fact.review_id AND p.pipeline_id = review_fact.pipeline_id
          AND p.account_ids <@ (SELECT dlo_scope_accounts())::text[]))'),
      ('review_action', 'account_ids && (SELECT dlo_scope_accounts())::text[]')
    ) AS t(name, within)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own.name);
    EXECUTE format('DROP POLICY IF EXISTS everybody ON %I', own.name);
    EXECUTE format('DROP POLICY IF EXISTS fence ON %I', own.name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', own.name);
    EXECUTE format('CREATE POLICY fence ON %I AS RESTRICTIVE FOR ALL TO dlo_web_scoped USING (%s)', own.name, own.within);
  END LOOP;
END $$;

-- What a week is looked up by.
CREATE INDEX "class_change_at_idx" ON "class_change"("at");
CREATE INDEX "failed_message_expired" ON "failed_message"("state_at") WHERE state = 'probably-expired';
CREATE INDEX "coverage_finding_first_seen_at_idx" ON "coverage_finding"("first_seen_at");
CREATE INDEX "coverage_finding_resolved_at_idx" ON "coverage_finding"("resolved_at");
CREATE INDEX "vault_item_stored_at_idx" ON "vault_item"("stored_at");
