import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { POLLERS } from "../../../jobs/pollers";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { eventually, type RunningProcess, startProcess } from "../../support/process";
import { program } from "../../support/program";
import { testMasterKey } from "../../support/template";
import { ACCOUNT, REGION, type SimulatedAws, startSimulatedAws, WORKER } from "../aws/simulated-aws";

let database: TestDatabase;
let sim: SimulatedAws;
let db: pg.Client;
const living: RunningProcess[] = [];
const regions = [REGION, "us-east-1", "eu-central-1"];
/** What comes often enough to be told from silence. */
const OFTEN_SECONDS = 10;
const oftenCount = POLLERS.filter(
  ({ scope, everySeconds }) => scope === "region" && everySeconds <= OFTEN_SECONDS,
).length;

beforeAll(async () => {
  [database, sim] = await Promise.all([createTestDatabase(), startSimulatedAws()]);
  db = new pg.Client({ connectionString: database.ownerUrl });
  await db.connect();
  await db.query(
    `INSERT INTO account (id, aws_account_id, name, environment, regions, read_role_arn, external_id) VALUES ($1, $2, 'shop', 'sat', $3, $4, $5)`,
    [ACCOUNT.id, ACCOUNT.awsAccountId, regions, ACCOUNT.readRoleArn, ACCOUNT.externalId],
  );
});
const killAll = () => Promise.all(living.splice(0).map((worker) => worker.kill()));
afterAll(async () => {
  await db.end();
  await sim.stop();
  await database.drop();
});

describe("of several workers", () => {
  afterEach(killAll);

  test("when one of two workers is killed, the other goes on with all its polls within 25 seconds", async () => {
    const workers = await Promise.all([startWorker(), startWorker()]);
    const [newest] = await eventually(async () => {
      const beats = await heartbeats();
      return beats.length === oftenCount * regions.length && beats.every((beat) => beat.succeeded_at !== null)
        ? beats
        : undefined;
    });
    const victim = workers.find((worker) => newest?.worker.includes(`:${worker.pid}:`));

    await victim?.kill();

    const killedAt = new Date();
    const late = async () => (await heartbeats()).filter((beat) => !(beat.succeeded_at > killedAt));
    await eventually(async () => ((await late()).length === 0 ? true : undefined), 25_000).catch(async () => {
      throw new Error(`not taken over: ${JSON.stringify(await late())}`);
    });
    expect(victim).toBeDefined();
    expect(await late()).toEqual([]);
  });

  test("polls that were under way on a killed worker are done by another within 25 seconds", async () => {
    const victim = await startWorker();
    const lock = await lockOfAccessChecks();
    const lockedAt = (await db.query("SELECT now() AS at")).rows[0].at;
    await db.query(
      "UPDATE pgboss.job SET start_after = now() WHERE singleton_key LIKE 'checkAccess/%' AND state = 'created'",
    );
    const held = await eventually(async () => {
      const active = await db.query(
        "SELECT singleton_key FROM pgboss.job WHERE name = 'poll' AND state = 'active' AND singleton_key LIKE 'checkAccess/%' AND started_on >= $1",
        [lockedAt],
      );
      return active.rows.length > 0 ? active.rows.map((row) => row.singleton_key) : undefined;
    });
    await startWorker();

    await victim.kill();
    await lock.end();

    const killedAt = new Date();
    const done = async () =>
      (await heartbeats("checkAccess"))
        .filter((beat) => held.includes(keyOf(beat)) && beat.succeeded_at > killedAt)
        .map(keyOf);
    await eventually(async () => ((await done()).length === held.length ? true : undefined), 25_000);
    expect((await done()).sort()).toEqual(held.sort());
  });
});

describe("one worker by itself", () => {
  let port: number;
  let worker: RunningProcess;
  /** What a worker killed before it held may still count as held by that one. */
  let startedAt: Date;
  beforeAll(async () => {
    startedAt = (await db.query("SELECT now() AS at")).rows[0].at;
    port = await freePort();
    worker = await startWorker({ DLO_WORKER_PORT: `${port}` });
  });
  afterAll(killAll);

  test("it says that it is alive and ready, and shows its figures", async () => {
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

    const [health, ready, metrics] = [await ask("/api/health"), await ask("/api/ready"), await ask("/metrics")];

    expect(JSON.parse(health)).toEqual({ status: "alive" });
    expect(JSON.parse(ready)).toEqual({ status: "ready" });
    expect(metrics).toContain("dlo_poll_duration_seconds");
  });

  test("a check that somebody asks for happens within seconds, not at its next turn", async () => {
    await eventually(async () => ((await heartbeats("discoverQueues")).length === regions.length ? true : undefined));
    const before = new Date();
    let askedAt = 0;

    // A worker that has just begun to poll may not listen yet; whoever asks by the page asks again, and so do we.
    const looked = await eventually(async () => {
      if (performance.now() - askedAt > 2_000) {
        askedAt = performance.now();
        const intent = { topic: "check", id: ACCOUNT.id, accountId: ACCOUNT.id };
        await db.query("SELECT pg_notify('dlo_intent', $1)", [JSON.stringify(intent)]);
      }
      const beats = await heartbeats("discoverQueues");
      return beats.every((beat) => beat.succeeded_at > before) ? beats : undefined;
    }, 30_000);
    expect(looked).toHaveLength(regions.length);
  });

  test("a worker asked to stop gives back what it has and ends in time, without an error left behind", async () => {
    await eventually(async () => ((await heartbeats()).length > 0 ? true : undefined));
    const askedAt = performance.now();

    await worker.stop();

    const active = await db.query(
      "SELECT singleton_key FROM pgboss.job WHERE name = 'poll' AND state = 'active' AND started_on >= $1",
      [startedAt],
    );
    expect(performance.now() - askedAt).toBeLessThan(19_000);
    expect(active.rows).toEqual([]);
    expect((await heartbeats()).filter((beat) => beat.error !== null)).toEqual([]);
  });
});

test.each([
  ["another master key", { DLO_MASTER_KEY: Buffer.alloc(32, 9).toString("base64") }, /is sealed under mk_/],
  ["a demo that points at real AWS", { DLO_MODE: "demo", DLO_AWS_ENDPOINT: "" }, /must be on this machine/],
  ["an unfinished environment", { DLO_MASTER_KEY: "" }, /DLO_MASTER_KEY/],
])("it refuses to start with %s", async (_, env, reason) => {
  const worker = startProcess(await program("jobs/worker.ts"), environment(env));

  const [said] = await worker.printed(reason);

  expect(said).toMatch(reason);
  await worker.stop();
});

interface Heartbeat {
  readonly poller: string;
  readonly region: string;
  readonly worker: string;
  readonly succeeded_at: Date;
  readonly error: string | null;
}

/** What every check of access writes, locked: such a check is under way until the lock ends. */
async function lockOfAccessChecks(): Promise<pg.Client> {
  const lock = new pg.Client({ connectionString: database.ownerUrl });
  await lock.connect();
  await eventually(async () => {
    await lock.query("BEGIN");
    const found = await lock.query("SELECT region FROM capability_state WHERE feature = 'inspect' FOR UPDATE");
    if (found.rows.length === regions.length) return true;
    await lock.query("ROLLBACK");
    return undefined;
  });
  return lock;
}

const keyOf = (beat: Heartbeat) => `${beat.poller}/${ACCOUNT.id}/${beat.region}`;

/** Of one poller, or of those that come often enough to be told from silence. */
async function heartbeats(poller?: string): Promise<Heartbeat[]> {
  const found = await db.query(
    `SELECT * FROM poller_state WHERE account_id <> '' AND CASE WHEN $1::text IS NULL THEN every_seconds <= ${OFTEN_SECONDS} ELSE poller = $1 END
     ORDER BY poller, region`,
    [poller],
  );
  return found.rows;
}

async function startWorker(env: Record<string, string> = {}): Promise<RunningProcess> {
  const worker = startProcess(
    await program("jobs/worker.ts"),
    environment({ DLO_WORKER_PORT: `${await freePort()}`, ...env }),
  );
  living.push(worker);
  await worker.printed(/the worker works/);
  return worker;
}

function environment(env: Record<string, string>): Record<string, string> {
  return {
    DATABASE_URL: database.workerUrl,
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: testMasterKey,
    DLO_AWS_ENDPOINT: sim.simulator.url,
    AWS_ACCESS_KEY_ID: WORKER.key,
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    ...env,
  };
}
