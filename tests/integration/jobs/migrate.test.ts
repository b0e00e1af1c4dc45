import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { startProcess } from "../../support/process";
import { program } from "../../support/program";
import { testMasterKey } from "../../support/template";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("migrating again changes nothing and says what is there", async () => {
  const before = await contents();

  const output = await migrate(database.ownerUrl);

  expect(output).toContain("No pending migrations to apply");
  expect(output).toContain("poll, poll-watchdog");
  expect(await contents()).toEqual(before);
});

test("two migrations at the same time leave one whole database", async () => {
  const outputs = await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl)]);

  for (const output of outputs) expect(output).toContain("The database is ready.");
});

test("a login that may not change the schema is told whose it must be", async () => {
  const output = await migrate(database.workerUrl);

  expect(output).toContain("dlo_worker_login may not change the schema");
  expect(output).toContain("owner's DATABASE_URL");
});

test("a server that is not there is named as such", async () => {
  const output = await migrate("postgresql://nobody@127.0.0.1:9/nothing");

  expect(output).toContain("Cannot connect to the database");
});

test("the worker's role uses the job tables and cannot change them", async () => {
  const worker = new pg.Client({ connectionString: database.workerUrl });
  await worker.connect();

  const read = await worker.query("SELECT name FROM pgboss.queue ORDER BY name");
  const change = await worker.query("ALTER TABLE pgboss.job ADD COLUMN mine text").catch((error) => error.message);

  await worker.end();
  expect(read.rows.map((row) => row.name)).toContain("poll");
  expect(change).toMatch(/must be owner/);
});

/** What the command printed, whether it succeeded or not. */
async function migrate(url: string): Promise<string> {
  const env = { DATABASE_URL: url, DLO_MASTER_KEY: testMasterKey };
  const migration = startProcess(await program("jobs/migrate.ts"), env);
  await migration.printed(/The database is ready\.|db:migrate: .*/);
  await migration.stop();
  return migration.output();
}

async function contents() {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const queues = await owner.query(
    "SELECT name, policy, retry_limit, heartbeat_seconds FROM pgboss.queue ORDER BY name",
  );
  const schedules = await owner.query("SELECT name, cron FROM pgboss.schedule ORDER BY name");
  const grants = await owner.query(
    "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE table_schema = 'pgboss' AND grantee = 'dlo_worker' ORDER BY 1, 2",
  );
  await owner.end();
  return [queues.rows, schedules.rows, grants.rows];
}
