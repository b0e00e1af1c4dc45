import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import pg from "pg";
import { test } from "vitest";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { createTestDatabase } from "../../support/database";
import { eventually, startProcess } from "../../support/process";
import { testMasterKey } from "../../support/template";

const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1"];
test("speed", async () => {
  const database = await createTestDatabase();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const simulator = startProcess(["--import", "tsx", "simulator/main.ts", "--port", `${port}`], {});
  await eventually(async () => (await fetch(`${url}/_sim/usage`).then((r) => r.ok, () => undefined)) || undefined);
  const migration = startProcess(["--import", "tsx", "jobs/migrate.ts"], env({ DATABASE_URL: database.ownerUrl }));
  await migration.printed(/The database is ready/);
  const db = new pg.Client({ connectionString: database.ownerUrl });
  await db.connect();
  function env(more: Record<string, string>) {
    return {
      DATABASE_URL: database.workerUrl, DATABASE_ROLE: "login", DLO_MASTER_KEY: testMasterKey, DLO_AWS_ENDPOINT: url,
      AWS_ACCESS_KEY_ID: "999999999999", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "us-east-1", AWS_EC2_METADATA_DISABLED: "true", ...more,
    };
  }
  const ids = Array.from({ length: 30 }, (_, i) => String(100000000000 + i));
  const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] };
  const allow = [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }];
  await fetch(`${url}/_sim/setup`, { method: "POST", body: JSON.stringify({ roles: ids.slice(0, 28).map((id) => ({ arn: `arn:aws:iam::${id}:role/dlo-read`, trust, policies: allow })) }) });
  for (const id of ids)
    for (const region of REGIONS) {
      const sqs = new SQSClient({ endpoint: url, region, credentials: { accessKeyId: id, secretAccessKey: "x" }, useQueueUrlAsEndpoint: false });
      for (let q = 0; q < 5; q++) {
        const Attributes = q === 0 ? undefined : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${region}:${id}:q0`, maxReceiveCount: 3 }) };
        await sqs.send(new CreateQueueCommand({ QueueName: `q${q}`, Attributes }));
      }
    }
  const worker = startProcess(["--import", "tsx", "jobs/worker.ts"], env({ DLO_WORKER_PORT: `${await freePort()}`, DLO_LOG_LEVEL: "error" }));
  await worker.printed(/the worker works|./, 60_000).catch(() => undefined);
  await new Promise((r) => setTimeout(r, 5000));
  const started = performance.now();
  for (const id of ids)
    await db.query(`INSERT INTO account (id, aws_account_id, name, environment, regions, read_role_arn, external_id, polling) VALUES ($1,$2,$2,'sat',$3,$4,'x','on')`, [`acc_${id}`, id, REGIONS, `arn:aws:iam::${id}:role/dlo-read`]);
  for (const id of ids) await db.query("SELECT pg_notify('dlo_intent', $1)", [JSON.stringify({ topic: "check", id, accountId: `acc_${id}` })]);
  let queues = 0, places = 0, features = 0, sampled = 0;
  for (let i = 0; i < 45; i++) {
    await new Promise((r) => setTimeout(r, 2000));
    const { rows } = await db.query(`SELECT (SELECT count(*)::int FROM queue) q, (SELECT count(*)::int FROM capability_state WHERE feature='queues') p, (SELECT count(*)::int FROM capability_state WHERE feature IN ('events','topics','functions','pipes','schedules','state-machines','alarms')) f, (SELECT count(*)::int FROM queue_state WHERE sampled_at IS NOT NULL) s, (SELECT count(*)::int FROM queue WHERE is_dead_letter_queue) d, (SELECT max(lag_seconds) FROM poller_state) lag`);
    console.log(Math.round((performance.now() - started) / 1000), JSON.stringify(rows[0]));
    [queues, places, features, sampled] = [rows[0].q, rows[0].p, rows[0].f, rows[0].s];
    if (queues >= 420 && places === 90 && features >= 28 * 3 * 7 && sampled >= 420) break;
  }
  await new Promise((r) => setTimeout(r, 15000));
  const { rows } = await db.query(`SELECT poller, count(*), max(lag_seconds) lag, max(took_ms) took, avg(took_ms)::int avg, count(error) errors, max(error) err FROM poller_state GROUP BY 1 ORDER BY 1`);
  console.table(rows);
  console.log(worker.output().slice(-2000));
  await worker.stop(); await simulator.kill(); await db.end(); await database.drop();
}, 300_000);
