import {
  CreateArchiveCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { collectReplays } from "@/lib/operations/replays/collect-replays";
import { driveRun } from "@/lib/operations/runs/drive";
import { aQueue, clientsOf, rootKeys } from "../../aws/sim-clients";
import { bodiesIn } from "../../support/dead-letters";
import { createOffice, type Office, REGION } from "../../support/world";
import { hasMoto, MOTO_ACCOUNT, startMoto } from "./moto-server";

const isHere = hasMoto();
if (!isHere) console.log("SKIPPED: replays against moto, because moto_server is not on PATH");

const KEYS = rootKeys("AKIAELSEWHERE");
const BUS = `arn:aws:events:${REGION}:${MOTO_ACCOUNT}:event-bus/default`;
const HOUR_MS = 3_600_000;
const START = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;
const RULES = ["orders", "audit", "mail"];

describe.skipIf(!isHere)("against moto", () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let office: Office;
  let accountId: string;
  const urls = new Map<string, string>();
  beforeAll(async () => {
    moto = await startMoto();
    process.env.AWS_ACCESS_KEY_ID = "AKIAELSEWHERE";
    process.env.AWS_SECRET_ACCESS_KEY = "secret";
    office = await createOffice(moto.url);
    await furnish();
    await connect();
  });
  afterAll(async () => {
    await office?.stop();
    await moto?.stop();
  });

  async function furnish(): Promise<void> {
    const clients = clientsOf(moto.url, KEYS, REGION);
    const events = new EventBridgeClient({ endpoint: moto.url, region: REGION, credentials: KEYS, maxAttempts: 1 });
    await events.send(new CreateArchiveCommand({ ArchiveName: "all", EventSourceArn: BUS }));
    // Before there are rules: what these queues get, they get by a replay.
    const Entries = [0, 1, 2].map((n) => ({
      Source: "shop",
      DetailType: "ordered",
      Detail: `{"order":${n}}`,
      Time: new Date(START + n * 60_000),
    }));
    await events.send(new PutEventsCommand({ Entries }));
    for (const name of RULES) {
      urls.set(name, await aQueue(clients, name));
      await events.send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["shop"]}' }));
      const Arn = `arn:aws:sqs:${REGION}:${MOTO_ACCOUNT}:${name}`;
      await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "t", Arn }] }));
    }
  }

  async function connect(): Promise<void> {
    const role = (name: string) => `arn:aws:iam::${MOTO_ACCOUNT}:role/dlo-${name}`;
    const made = await office.ask("createAccount", {
      ...{ awsAccountId: MOTO_ACCOUNT, name: "elsewhere", environment: "sat", isProduction: false, regions: [REGION] },
      ...{ readRoleArn: role("read"), inspectRoleArn: role("inspect"), operateRoleArn: role("operate") },
    });
    accountId = made.id;
    await office.ask("updateAccount", { id: accountId, isWritable: true });
    await discoverQueues(office.worker(), await place());
    await collectInventory(office.worker(), await place());
    await execute(
      office.db,
      sql`UPDATE resource SET observed = observed || jsonb_build_object('createdAt', dlo_now() - interval '1 day') WHERE kind = 'archive'`,
    );
  }
  async function place() {
    const account = await findAccount(office.db, accountId);
    if (!account) throw new Error("the account was not kept");
    return { account, region: REGION };
  }
  const idOf = async (kind: "rule" | "archive", name: string) =>
    (await office.ask("listResources", { kind, name })).items.find((one) => one.name === name)?.id ?? "";
  const held = async () => {
    const clients = clientsOf(moto.url, KEYS, REGION);
    return Promise.all(RULES.map(async (name) => (await bodiesIn(clients, urls.get(name) ?? "")).length));
  };

  test("a replay of two rules is planned, started once, watched to its end and kept", async () => {
    const selection = {
      archiveId: await idOf("archive", "all"),
      from: new Date(START).toISOString(),
      until: new Date(START + 60_000).toISOString(),
      ruleIds: [await idOf("rule", "orders"), await idOf("rule", "audit")],
    };

    const plan = await office.ask("createPlan", { action: "replay", selection }, "operator");
    const { runId } = await office.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
    await driveRun(office.worker(), runId);
    const run = await office.ask("getRun", { id: runId });
    await collectReplays(office.worker(), await place());
    const [seen] = (await office.ask("listReplays", {})).items;

    expect(run).toMatchObject({ state: "done", replay: { name: `dlo-${plan.id}`, state: "completed", progress: 1 } });
    expect(seen).toMatchObject({
      ...{ name: `dlo-${plan.id}`, runId, isOurs: true, state: "completed", areRulesKnown: true },
      rules: [{ name: "audit" }, { name: "orders" }],
      // AWS tells it (API reference, Replay); moto 5.2 has no such member: moto/events/models.py, Replay.describe_short.
      lastReplayedAt: null,
    });
    // With AWS, and in our simulator, the two rules get the two events of that minute. moto replays the whole archive to every
    // rule of the bus: Replay.replay_events reads neither the range nor FilterArns.
    expect(await held()).toEqual([3, 3, 3]);
  });
});
