import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract, type InputOf, type OperationId } from "@/lib/contract";
import { CAPABILITIES, ROLES, type Role } from "@/lib/core/actor";
import type { DloError } from "@/lib/core/errors";
import { rows, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let accountId: string;
let dlqId: string;
beforeAll(async () => {
  world = await createWorld({ settings: { undoSeconds: 60 } });
  accountId = (await connectShop(world)).id;
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(
    world.aws,
    pair,
    Array.from({ length: 40 }, (_, index) => `m${index}`),
  );
  dlqId = (await seenQueue(world, accountId, "orders-dlq")).id;
});
afterAll(() => world.stop());

const id = (prefix: string) => `${prefix}_00000000000000000000`;
let used = 0;
/** A plan over two messages that no other test uses. */
async function aPlan() {
  const items = (await world.ask("listFailedMessages", { queueId: dlqId, limit: 200 })).items.slice(used, used + 2);
  used += 2;
  return world.ask("createPlan", { action: "redrive", selection: { messageIds: items.map((item) => item.id) } });
}
async function aWaitingRun() {
  const plan = await aPlan();
  return (await world.ask("applyPlan", { id: plan.id, hash: plan.hash })).runId;
}
async function aPausedRun() {
  const runId = await aWaitingRun();
  await world.ask("pauseRun", { id: runId });
  return runId;
}
let extra = 300000000000;
const anAccount = () => ({
  awsAccountId: String(++extra),
  name: "extra",
  environment: "sat",
  regions: ["eu-central-1"],
});
const aPerson = () => ({
  name: "Ada",
  email: `ada${++extra}@test.invalid`,
  password: "correct horse battery",
  role: "viewer" as const,
});

interface Case<K extends OperationId = OperationId> {
  readonly id: K;
  readonly right: () => Promise<InputOf<K>> | InputOf<K>;
  /** The audit actions it must leave, newest first. */
  readonly leaves: string;
  readonly absent?: InputOf<K>;
}
const a = <K extends OperationId>(entry: Case<K>): Case => entry as unknown as Case;

const CASES: readonly Case[] = [
  a({ id: "createAccount", right: anAccount, leaves: "account.created" }),
  a({
    id: "updateAccount",
    right: () => ({ id: accountId, name: "renamed" }),
    leaves: "account.updated",
    absent: { id: id("acc"), name: "x" },
  }),
  a({
    id: "removeAccount",
    right: async () => ({ id: (await world.ask("createAccount", anAccount())).id }),
    leaves: "account.removed",
    absent: { id: id("acc") },
  }),
  a({
    id: "checkAccount",
    right: () => ({ id: accountId }),
    leaves: "account.check-requested",
    absent: { id: id("acc") },
  }),
  a({
    id: "updateQueue",
    right: () => ({ id: dlqId, capture: "whole" }),
    leaves: "queue.updated",
    absent: { id: id("q"), mode: "off" },
  }),
  a({ id: "scanQueue", right: () => ({ id: dlqId }), leaves: "queue.scan-requested", absent: { id: id("q") } }),
  a({
    id: "createPlan",
    right: () => ({ action: "redrive", selection: { queueId: dlqId } }),
    leaves: "plan.created",
    absent: { action: "restore", selection: { vaultItemIds: [id("vlt")] } },
  }),
  a({
    id: "applyPlan",
    right: async () => {
      const plan = await aPlan();
      return { id: plan.id, hash: plan.hash };
    },
    leaves: "plan.applied",
    absent: { id: id("pln"), hash: `sha256:${"0".repeat(64)}` },
  }),
  a({
    id: "pauseRun",
    right: async () => ({ id: await aWaitingRun() }),
    leaves: "run.paused",
    absent: { id: id("run") },
  }),
  a({
    id: "resumeRun",
    right: async () => ({ id: await aPausedRun() }),
    leaves: "run.resumed",
    absent: { id: id("run") },
  }),
  a({
    id: "cancelRun",
    right: async () => ({ id: await aWaitingRun() }),
    leaves: "run.cancel-requested",
    absent: { id: id("run") },
  }),
  a({ id: "createUser", right: aPerson, leaves: "user.created" }),
  a({
    id: "updateUserRole",
    right: async () => ({ id: (await world.ask("createUser", aPerson())).id, role: "operator" }),
    leaves: "user.role-changed",
    absent: { id: "usr_nobody", role: "viewer" },
  }),
  a({ id: "createToken", right: () => ({ name: "ci", role: "viewer" }), leaves: "token.created" }),
  a({
    id: "revokeToken",
    right: async () => ({ id: (await world.ask("createToken", { name: "old", role: "viewer" })).id }),
    leaves: "token.revoked",
    absent: { id: id("tok") },
  }),
  a({ id: "stopWrites", right: () => ({ accountId }), leaves: "writes.stopped", absent: { accountId: id("acc") } }),
  a({ id: "allowWrites", right: () => ({ accountId }), leaves: "writes.allowed", absent: { accountId: id("acc") } }),
];

const newest = async () => (await world.ask("listAuditEntries", { limit: 1 })).items[0];
const roleWithout = (operation: OperationId): Role | undefined => {
  const { capability } = contract[operation];
  return (Object.keys(ROLES) as Role[]).find(
    (role) => capability in CAPABILITIES && !(ROLES[role] as readonly string[]).includes(capability),
  );
};

describe.each(CASES)("$id", (entry) => {
  test("works, and leaves its audit entry with who did it", async () => {
    await world.ask(entry.id, await entry.right());

    expect(await newest()).toMatchObject({ action: entry.leaves, actorName: "admin" });
  });

  test("a role without the right is refused, and the refusal is written down", async () => {
    const role = roleWithout(entry.id);
    if (role === undefined)
      return expect(["signed-in", "counts.see", "tokens.manage", "public"]).toContain(contract[entry.id].capability);

    const refusal = await world.ask(entry.id, await entry.right(), role).catch((error: DloError) => error);

    expect(refusal).toMatchObject({ code: "forbidden" });
    expect(await newest()).toMatchObject({ action: "access.denied", actorName: role, objectId: entry.id });
  });

  if (entry.absent !== undefined)
    test("what is absent is not found", async () => {
      const refusal = await world.ask(entry.id, entry.absent ?? {}).catch((error: DloError) => error);

      expect(refusal).toMatchObject({ code: "not-found" });
    });

  if (contract[entry.id].idempotent)
    test("the same key gives the same answer, and another body under it is refused", async () => {
      const input = await entry.right();
      const idempotencyKey = `key-${entry.id}`;
      const first = await world.ask(entry.id, input, "admin", { idempotencyKey });
      const second = await world.ask(entry.id, input, "admin", { idempotencyKey });
      const other = await world
        .ask(entry.id, await otherBody(entry), "admin", { idempotencyKey })
        .catch((error: DloError) => error);

      expect(second).toEqual(first);
      expect(other).toMatchObject({ code: "idempotency-key-reused" });
    });
});

async function otherBody(entry: Case): Promise<InputOf<OperationId>> {
  const input = await entry.right();
  return (entry.id === "createPlan" ? { ...input, reason: "another" } : input) as InputOf<OperationId>;
}

test("every changing operation of the contract has its cases here, or says why not", () => {
  const covered = new Set(CASES.map((entry) => entry.id as string));
  const changing = Object.entries(contract)
    .filter(([, entry]) => entry.method !== "GET")
    .map(([name]) => name);

  // The first admin is made while there is no user: its cases are in first-admin.test.ts.
  expect(changing.filter((name) => !covered.has(name))).toEqual(["createFirstAdmin"]);
});

test("a run whose requester lost the right meanwhile does not begin", async () => {
  const plan = await aPlan();
  await world.ask("stopWrites", { accountId });
  await world.ask("allowWrites", { accountId });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  await world.db.$executeRawUnsafe("UPDATE app_user SET role = 'viewer' WHERE id = 'usr_operator'");
  await world.db.$executeRawUnsafe(`UPDATE run SET start_after = dlo_now() WHERE id = '${runId}'`);

  await driveRun(world.worker(), runId);

  await world.db.$executeRawUnsafe("UPDATE app_user SET role = 'operator' WHERE id = 'usr_operator'");
  expect(await world.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: "operator may not apply plans any more",
    counters: { sent: 0 },
  });
});

test("a scope of one account sees, counts and finds nothing of another", async () => {
  const other = await connectShop(world, { awsAccountId: "222222222222" });
  const scope = { kind: "accounts", accountIds: [other.id] } as const;
  const run = await aWaitingRun();
  const [found] = (await world.ask("listFailureClasses", { view: "all" })).items;
  const [message] = (await world.ask("listFailedMessages", {})).items;
  const lists = await Promise.all([
    world.ask("listQueues", {}, "admin", { scope }),
    world.ask("listFailureClasses", { view: "all" }, "admin", { scope }),
    world.ask("listFailedMessages", {}, "admin", { scope }),
    world.ask("listRuns", {}, "admin", { scope }),
    world.ask("listVaultItems", {}, "admin", { scope }),
  ]);
  const now = await world.ask("getNow", {}, "admin", { scope });
  const audit = await world.ask("listAuditEntries", { limit: 200 }, "admin", { scope });
  const foreign: [OperationId, object][] = [
    ["getAccount", { id: accountId }],
    ["getQueue", { id: dlqId }],
    ["getQueueSeries", { id: dlqId }],
    ["listConfigChanges", { id: dlqId }],
    ["getFailureClass", { id: found?.id }],
    ["getFailedMessage", { id: message?.id }],
    ["getMessageBody", { id: message?.id }],
    ["getRun", { id: run }],
    ["listRunItems", { id: run }],
    ["cancelRun", { id: run }],
    ["scanQueue", { id: dlqId }],
    ["stopWrites", { accountId }],
  ];

  expect(lists.map((list) => list.items.length)).toEqual([0, 0, 0, 0, 0]);
  expect(now).toMatchObject({ queueCount: 0, newCount: 0, backlogCount: 0, indexedCount: 0, openRuns: [] });
  expect(audit.items.filter((entry) => entry.accountId !== null && entry.accountId !== other.id)).toEqual([]);
  for (const [operation, input] of foreign)
    expect(
      await world.ask(operation, input as never, "admin", { scope }).catch((error: DloError) => error),
      operation,
    ).toMatchObject({ code: "not-found" });
});

test("the audit log cannot be changed by the processes, and its seal shows what an owner changed", async () => {
  const { sealAudit, verifyAudit } = await import("@/lib/db/audit");
  while ((await sealAudit(world.workerDb)) > 0);
  const intact = await verifyAudit(world.db);
  const refused = await world.workerDb
    .$executeRawUnsafe("UPDATE audit_entry SET actor_name = 'somebody' WHERE id = 1")
    .catch((error: Error) => error.message);
  const { connect } = await import("@/lib/db/connect");
  const owner = connect({ url: world.database.ownerUrl });
  await owner.$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only");
  await owner.$executeRawUnsafe("UPDATE audit_entry SET actor_name = 'somebody' WHERE id = 3");
  await owner.$disconnect();

  const broken = await verifyAudit(world.db);

  expect(intact).toMatchObject({ isIntact: true, unsealedCount: 0 });
  expect(refused).toContain("permission denied");
  expect(broken).toMatchObject({ isIntact: false, reason: expect.stringContaining("changed") });
  expect((await rows<{ n: number }>(world.db, sql`SELECT count(*)::int AS n FROM audit_entry`))[0]?.n).toBeGreaterThan(
    10,
  );
});
