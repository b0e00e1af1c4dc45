import pg from "pg";
import { test } from "vitest";
import { createTestDatabase } from "../../support/database";
test("x", async () => {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const t = await owner.query(`SELECT n.nspname||'.'||c.relname AS name, has_table_privilege('dlo_web_scoped', c.oid,'SELECT') s,has_table_privilege('dlo_web_scoped', c.oid,'INSERT') i,has_any_column_privilege('dlo_web_scoped', c.oid,'UPDATE') u,has_table_privilege('dlo_web_scoped', c.oid,'DELETE') d FROM pg_class c JOIN pg_namespace n ON n.oid=c.relnamespace WHERE c.relkind IN ('r','p','v','m') AND n.nspname IN ('public','series') AND NOT c.relrowsecurity ORDER BY 1`);
  console.log(t.rows.map(r=>Object.values(r).join(" ")).join("\n"));
  const f = await owner.query(`SELECT p.oid::regprocedure::text AS name, prosecdef, has_function_privilege('dlo_web_scoped', p.oid,'EXECUTE') x FROM pg_proc p JOIN pg_namespace n ON n.oid=p.pronamespace WHERE n.nspname IN ('public','series') AND prosecdef ORDER BY 1`);
  console.log(f.rows.map(r=>Object.values(r).join(" ")).join("\n"));
  const w = await owner.query(`SELECT c.relname, has_table_privilege('dlo_web', c.oid,'INSERT') i,has_table_privilege('dlo_web', c.oid,'UPDATE') u,has_any_column_privilege('dlo_web', c.oid,'UPDATE') uc,has_table_privilege('dlo_web', c.oid,'DELETE') d FROM pg_class c WHERE c.relname IN ('plan','plan_item','run','run_item','plan_approval','access_grant','setting','audit_entry','api_token','queue','account','failed_message','failure_class','vault_item')`);
  console.log(w.rows.map(r=>Object.values(r).join(" ")).join("\n"));
  const ix = await owner.query(`SELECT indexdef FROM pg_indexes WHERE tablename IN ('failure_class','user_identity','access_grant','failed_message') ORDER BY 1`);
  console.log(ix.rows.map(r=>r.indexdef).join("\n"));
  await owner.end();
  await database.drop();
});
