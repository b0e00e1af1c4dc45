import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../support/database";

/** Who signs in and may do what; rows of one person, or of people as such. */
const OF_PEOPLE = [
  "access_grant",
  "api_token",
  "app_user",
  "auth_account",
  "identity_provider",
  "idempotency_key",
  "role",
  "saved_view",
  "session",
  "sign_in_attempt",
  "sign_in_link",
  "user_identity",
  "verification",
];
/** Settings, seals and hashes; of accounts nothing but numbers (`class_delta`) and what is for who sees all (`regroup`, `bill`). */
const OF_THE_INSTALLATION = [
  "_prisma_migrations",
  "alert_watch",
  "audit_checkpoint",
  "audit_head",
  "audit_seal",
  "bill",
  "channel",
  "channel_answer",
  "class_delta",
  "coverage_judgement",
  "installation_secret",
  "pipeline_assembly",
  "regroup",
  "review",
  "setting",
];

let database: TestDatabase;
let owner: pg.Client;
let web: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  web = new pg.Client({ connectionString: database.webUrl });
  await Promise.all([owner.connect(), web.connect()]);
  for (const [id, number] of [
    ["acc_mine", "111111111111"],
    ["acc_theirs", "222222222222"],
  ])
    await owner.query(
      "INSERT INTO account (id, aws_account_id, name, environment, regions, external_id) VALUES ($1, $2, $1, 'sat', '{}', $1)",
      [id, number],
    );
});
afterAll(async () => {
  await Promise.all([owner.end(), web.end()]);
  await database.drop();
});

/** What a statement answers in the fenced role, for somebody who sees these accounts. */
async function behind(accounts: string | undefined, statement: string): Promise<unknown[]> {
  await web.query("BEGIN");
  try {
    await web.query("SET LOCAL ROLE dlo_web_scoped");
    if (accounts !== undefined) await web.query("SELECT set_config('dlo.accounts', $1, true)", [accounts]);
    return (await web.query(statement)).rows;
  } finally {
    await web.query("ROLLBACK");
  }
}

test("every table whose rows lie in an account has the fence", async () => {
  const open = await owner.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'series') AND c.relname <> 'auth_account'
       AND (c.relname = 'account' OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped))
       AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'fence' AND c.relrowsecurity)`,
  );

  expect(open.rows).toEqual([]);
});

test("what stands outside of the fence is known by name: a new table of accounts' content is put behind it", async () => {
  const open = await owner.query(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' AND NOT c.relrowsecurity AND has_table_privilege('dlo_web_scoped', c.oid, 'SELECT') ORDER BY 1`,
  );

  expect(open.rows.map(({ name }) => name)).toEqual([...OF_PEOPLE, ...OF_THE_INSTALLATION].sort());
});

test("messages of a plan are there only for who may see the plan", async () => {
  await owner.query(
    `INSERT INTO plan (id, account_id, region, queue_id, action, driver, hash, item_count, detail, created_by, created_by_name, created_by_person, created_at, expires_at)
     SELECT 'pln_' || id, id, 'r', 'q', 'redrive', 'mover', 'h', 1, '{}', 'u', 'u', 'u', now(), now() FROM account`,
  );
  await owner.query("INSERT INTO plan_item SELECT id, 1, 'msg', NULL, 'm', 's' FROM plan");

  expect(await behind("acc_mine", "SELECT plan_id FROM plan_item")).toEqual([{ plan_id: "pln_acc_mine" }]);
});

test("a query that forgot to ask for a scope finds only rows of the accounts that were told", async () => {
  const ids = "SELECT id FROM account ORDER BY id";

  expect(await behind("acc_mine", ids)).toEqual([{ id: "acc_mine" }]);
  expect(await behind("", ids)).toEqual([]);
  expect(await behind(undefined, ids)).toEqual([]);
  expect(await behind("acc_mine", "UPDATE account SET name = 'taken' RETURNING id")).toEqual([{ id: "acc_mine" }]);
});

test("a row of another account cannot be made or moved there", async () => {
  const refused = behind("acc_mine", "UPDATE account SET id = 'acc_other'");

  await expect(refused).rejects.toThrow(/row-level security/);
});

test("the fence stands only where somebody took the fenced role: the web process itself sees all", async () => {
  expect((await web.query("SELECT id FROM account ORDER BY id")).rows).toHaveLength(2);
});
