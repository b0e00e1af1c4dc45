-- The fence for rows that lie in an account only through another row: whoever may not see that one does not see them.
-- Their policies look at the fenced table, whose own fence holds for who looks.
DO $$
DECLARE
  through record;
BEGIN
  FOR through IN
    SELECT * FROM (VALUES
      ('plan_item', 'EXISTS (SELECT 1 FROM plan p WHERE p.id = plan_id)'),
      ('hold_message', 'EXISTS (SELECT 1 FROM legal_hold h WHERE h.id = hold_id)'),
      ('erasure', 'account_ids <@ (SELECT dlo_scope_accounts())::text[]'),
      ('erasure_item', 'EXISTS (SELECT 1 FROM erasure e WHERE e.id = erasure_id)'),
      ('organization_account', 'EXISTS (SELECT 1 FROM account a WHERE a.id = via_account_id)')
    ) AS t(name, within)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', through.name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', through.name);
    EXECUTE format('CREATE POLICY fence ON %I AS RESTRICTIVE FOR ALL TO dlo_web_scoped USING (%s)', through.name, through.within);
  END LOOP;
END $$;

-- The classes of single resources, for whoever sees no whole account.
CREATE INDEX "failure_class_anchor_arn_idx" ON "failure_class"("anchor_arn");
