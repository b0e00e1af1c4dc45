-- The second fence. Whoever sees a part of the accounts only is served in the role dlo_web_scoped, for which every row of an
-- account outside `dlo.accounts` does not exist, whatever a query forgot to ask. The web process takes that role inside a
-- transaction; dlo_web itself must not inherit it, or the fence would stand before everybody.

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dlo_web_scoped') THEN
    CREATE ROLE dlo_web_scoped NOLOGIN NOSUPERUSER;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'The role dlo_web_scoped is missing and this login may not create roles.'
    USING HINT = 'Let an administrator run CREATE ROLE dlo_web_scoped NOLOGIN; GRANT dlo_web_scoped TO dlo_web WITH INHERIT FALSE, SET TRUE; then migrate again.';
END $$;

DO $$
BEGIN
  GRANT dlo_web_scoped TO dlo_web WITH INHERIT FALSE, SET TRUE;
EXCEPTION WHEN insufficient_privilege THEN
  IF NOT pg_has_role('dlo_web', 'dlo_web_scoped', 'SET') THEN
    RAISE EXCEPTION 'dlo_web may not take the role dlo_web_scoped.'
      USING HINT = 'Let an administrator run GRANT dlo_web_scoped TO dlo_web WITH INHERIT FALSE, SET TRUE; then migrate again.';
  END IF;
END $$;

-- The accounts of which the present transaction may see rows; none when nobody said.
CREATE FUNCTION dlo_scope_accounts() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT string_to_array(coalesce(current_setting('dlo.accounts', true), ''), ',') $$;

-- Puts the fence around every table whose rows lie in an account, and gives the fenced role what dlo_web has. `db:migrate` calls
-- it after the migrations, so that a table added later cannot stay outside.
CREATE FUNCTION dlo_raise_fence() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  fenced record;
  granted record;
  raised integer := 0;
  within text;
BEGIN
  -- Two migrations at once would change the same rows of the catalogue.
  PERFORM pg_advisory_xact_lock(hashtext('dlo_raise_fence'));
  GRANT USAGE ON SCHEMA public, series TO dlo_web_scoped;
  FOR granted IN
    SELECT format('GRANT %s ON %I.%I TO dlo_web_scoped', privilege_type, table_schema, table_name) AS statement
    FROM information_schema.role_table_grants WHERE grantee = 'dlo_web' AND table_schema IN ('public', 'series')
    UNION ALL
    SELECT format('GRANT %s (%I) ON %I.%I TO dlo_web_scoped', privilege_type, column_name, table_schema, table_name)
    FROM information_schema.role_column_grants WHERE grantee = 'dlo_web' AND table_schema IN ('public', 'series')
      AND NOT has_table_privilege('dlo_web', format('%I.%I', table_schema, table_name), privilege_type)
    UNION ALL
    SELECT format('GRANT %s ON FUNCTION %s TO dlo_web_scoped', acl.privilege_type, p.oid::regprocedure)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) acl
    WHERE n.nspname IN ('public', 'series') AND acl.grantee = 'dlo_web'::regrole
    UNION ALL
    SELECT format('GRANT USAGE ON SEQUENCE %I.%I TO dlo_web_scoped', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND n.nspname IN ('public', 'series') AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege('dlo_web', c.oid, 'USAGE') END
  LOOP
    EXECUTE granted.statement;
  END LOOP;
  FOR fenced IN
    SELECT c.oid::regclass AS name, CASE WHEN c.relname = 'account' AND n.nspname = 'public' THEN 'id' ELSE 'account_id' END AS place,
           c.relname = 'audit_entry' AS is_audit
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relrowsecurity AND n.nspname IN ('public', 'series') AND c.relname <> 'auth_account'
      AND pg_has_role(c.relowner, 'USAGE')
      AND (c.relname = 'account' OR EXISTS (
        SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped))
  LOOP
    within := format('coalesce(%1$I, '''') = '''' OR %1$I = ANY((SELECT dlo_scope_accounts())::text[])', fenced.place);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', fenced.name);
    EXECUTE format('CREATE POLICY everybody ON %s USING (true) WITH CHECK (true)', fenced.name);
    -- A refusal is written down with the account that it was about, also one that the person may not see.
    EXECUTE format('CREATE POLICY fence ON %s AS RESTRICTIVE FOR %s TO dlo_web_scoped USING (%s)',
      fenced.name, CASE WHEN fenced.is_audit THEN 'SELECT' ELSE 'ALL' END, within);
    raised := raised + 1;
  END LOOP;
  RETURN raised;
END $$;
REVOKE ALL ON FUNCTION dlo_raise_fence() FROM PUBLIC;
