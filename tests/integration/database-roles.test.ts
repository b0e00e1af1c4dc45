import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test.each(["ownerUrl", "webUrl", "workerUrl", "testUrl"] as const)("%s is no superuser", async (name) => {
  const client = new pg.Client({ connectionString: database[name] });
  await client.connect();

  const answer = await client.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");

  await client.end();
  expect(answer.rows).toEqual([{ rolsuper: false }]);
});
