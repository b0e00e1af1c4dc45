import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { startTestPostgres } from "../../support/postgres.mjs";
import { eventually, type RunningProcess, startProcess } from "../../support/process";
import { program } from "../../support/program";
import { testMasterKey } from "../../support/template";

let server: Awaited<ReturnType<typeof startTestPostgres>>;
let database: TestDatabase;
let worker: RunningProcess | undefined;
beforeAll(async () => {
  server = await startTestPostgres({ isDurable: true });
  database = await createTestDatabase(server.url);
});
afterAll(async () => {
  await worker?.kill();
  await server.discard();
});

test("a worker outlives a crash of the database and goes on within 25 seconds", async () => {
  const env = environment(database, await freePort());
  worker = startProcess(await program("jobs/worker.ts"), env);
  await worker.printed(/the worker works/);
  await eventually(async () => ((await lastSeal()) ? true : undefined));

  await server.kill();
  await server.start();

  const upAt = new Date();
  const sealedAt = await eventually(async () => {
    const at = await lastSeal();
    return at && at > upAt ? at : undefined;
  }, 25_000).catch((failure) => {
    throw new Error(`${failure.message}\n${worker?.output().slice(-3000)}`);
  });
  const ready = await fetch(`http://127.0.0.1:${env.DLO_WORKER_PORT}/api/ready`);
  expect(sealedAt > upAt).toBe(true);
  expect(ready.status).toBe(200);
});

/** When the poller of every ten seconds last succeeded. */
async function lastSeal(): Promise<Date | undefined> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const found = await client.query("SELECT succeeded_at FROM poller_state WHERE poller = 'sealAuditLog'");
  await client.end();
  return found.rows[0]?.succeeded_at ?? undefined;
}

function environment({ workerUrl }: TestDatabase, port: number) {
  return {
    DATABASE_URL: workerUrl,
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: testMasterKey,
    DLO_AWS_ENDPOINT: "http://127.0.0.1:9",
    DLO_WORKER_PORT: `${port}`,
  };
}
