import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract, type InputOf, type OperationId } from "@/lib/contract";
import { CAPABILITIES, ROLES, type Role } from "@/lib/core/access/capabilities";
import type { DloError } from "@/lib/core/errors";
import { flushDenials } from "@/lib/operations/note-denial";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";
import { readAndJudge } from "../coverage/watched";
import { alertCases } from "./alert-cases";
import { approvalCases } from "./approval-cases";
import { aCase, anId, type Case } from "./case";
import { channelCases } from "./channel-cases";
import { classCases } from "./class-cases";
import { costCases } from "./cost-cases";
import { dayOneCases, losingPlanCases, type Stage } from "./day-one-cases";
import { editCases } from "./edit-cases";
import { erasingCases } from "./erasing-cases";
import { groupingCases } from "./grouping-cases";
import { maskingCases } from "./masking-cases";
import { pipelineCases } from "./pipeline-cases";
import { reviewCases } from "./review-cases";
import { searchCases } from "./search-cases";

let world: World;
let accountId: string;
let dlqId: string;
let dlqArn: string;
let quietQueueId: string;
const stage = (): Stage => ({ world, accountId, deadLetterQueue: { id: dlqId, arn: dlqArn } });
beforeAll(async () => {
  world = await createWorld({ settings: { undoSeconds: 60 } });
  accountId = (await connectShop(world, { readActions: ["*"] })).id;
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(
    world.aws,
    pair,
    Array.from({ length: 60 }, (_, index) => `m${index}`),
  );
  dlqId = (await seenQueue(world, accountId, "orders-dlq")).id;
  dlqArn = pair.dlqArn;
  await aQueuePair(world.aws, "parcels");
  quietQueueId = (await seenQueue(world, accountId, "parcels-dlq", false)).id;
  await readAndJudge(world, accountId);
});
afterAll(() => world.stop());

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
/** Between its two stages, as far as its row tells. */
async function aWatchedRun() {
  const runId = await aWaitingRun();
  await world.db.$executeRawUnsafe(
    `UPDATE run SET state = 'observing', observe_until = dlo_now() + interval '1 hour' WHERE id = '${runId}'`,
  );
  return runId;
}
let extra = 300000000000;
const anAccount = () => ({
  awsAccountId: String(++extra),
  name: "extra",
  environment: "sat",
  regions: ["eu-central-1"],
});
const aRole = () => ({ name: `Role ${++extra}`, capabilities: ["counts.see" as const] });
const aPerson = () => ({
  name: "Ada",
  email: `ada${++extra}@test.invalid`,
  password: "correct horse battery",
  role: "viewer" as const,
});

const CASES: readonly Case[] = [
  aCase({ id: "createAccount", right: anAccount, leaves: "account.created" }),
  aCase({
    id: "updateAccount",
    right: () => ({ id: accountId, name: "renamed" }),
    leaves: "account.updated",
    absent: { id: anId("acc"), name: "x" },
  }),
  aCase({
    id: "removeAccount",
    right: async () => ({ id: (await world.ask("createAccount", anAccount())).id }),
    leaves: "account.removed",
    absent: { id: anId("acc") },
  }),
  aCase({
    id: "checkAccount",
    right: () => ({ id: accountId }),
    leaves: "account.check-requested",
    absent: { id: anId("acc") },
  }),
  aCase({
    id: "updateQueue",
    right: () => ({ id: dlqId, capture: "whole" }),
    leaves: "queue.updated",
    absent: { id: anId("q"), mode: "off" },
  }),
  aCase({ id: "scanQueue", right: () => ({ id: dlqId }), leaves: "queue.scan-requested", absent: { id: anId("q") } }),
  aCase({
    id: "createPlan",
    right: () => ({ action: "redrive", selection: { queueId: dlqId } }),
    leaves: "plan.created",
    absent: { action: "restore", selection: { vaultItemIds: [anId("vlt")] } },
  }),
  aCase({
    id: "createPlans",
    right: () => ({ action: "redrive", selection: { queueId: dlqId } }),
    leaves: "plan.created",
    absent: { action: "redrive", selection: { classId: anId("fc") } },
  }),
  aCase({
    id: "applyPlan",
    right: async () => {
      const plan = await aPlan();
      return { id: plan.id, hash: plan.hash };
    },
    leaves: "plan.applied",
    absent: { id: anId("pln"), hash: `sha256:${"0".repeat(64)}` },
  }),
  aCase({
    id: "pauseRun",
    right: async () => ({ id: await aWaitingRun() }),
    leaves: "run.paused",
    absent: { id: anId("run") },
  }),
  aCase({
    id: "resumeRun",
    right: async () => ({ id: await aPausedRun() }),
    leaves: "run.resumed",
    absent: { id: anId("run") },
  }),
  aCase({
    id: "cancelRun",
    right: async () => ({ id: await aWaitingRun() }),
    leaves: "run.cancel-requested",
    absent: { id: anId("run") },
  }),
  aCase({
    id: "undoRun",
    right: async () => ({ id: await aWaitingRun() }),
    leaves: "run.cancel-requested",
    absent: { id: anId("run") },
  }),
  aCase({
    id: "setRunRate",
    right: async () => ({ id: await aWaitingRun(), ratePerSecond: 2 }),
    leaves: "run.rate-changed",
    absent: { id: anId("run"), ratePerSecond: 2 },
  }),
  aCase({
    id: "continueRun",
    right: async () => ({ id: await aWatchedRun() }),
    leaves: "run.stage-opened",
    absent: { id: anId("run") },
  }),
  aCase({ id: "createUser", right: aPerson, leaves: "user.created" }),
  aCase({
    id: "giveGrant",
    right: async () => ({ subject: (await world.ask("createUser", aPerson())).id, role: "operator" }),
    leaves: "grant.given",
    absent: { subject: "usr_nobody", role: "viewer" },
  }),
  aCase({
    id: "revokeGrant",
    right: async () => ({ id: (await world.ask("createUser", aPerson())).grants[0]?.id ?? "" }),
    leaves: "grant.revoked",
    absent: { id: anId("gnt") },
  }),
  aCase({ id: "createRole", right: aRole, leaves: "role.created" }),
  aCase({
    id: "updateRole",
    right: async () => ({ id: (await world.ask("createRole", aRole())).id, version: 1, name: `Role ${++extra}` }),
    leaves: "role.changed",
    absent: { id: anId("role"), version: 1 },
  }),
  aCase({
    id: "removeRole",
    right: async () => ({ id: (await world.ask("createRole", aRole())).id }),
    leaves: "role.removed",
    absent: { id: anId("role") },
  }),
  aCase({ id: "createToken", right: () => ({ name: "ci", role: "viewer" }), leaves: "token.created" }),
  aCase({
    id: "revokeToken",
    right: async () => ({ id: (await world.ask("createToken", { name: "old", role: "viewer" })).id }),
    leaves: "token.revoked",
    absent: { id: anId("tok") },
  }),
  aCase({
    id: "putAuditRetention",
    right: async () => {
      const { version } = await world.ask("getAuditRetention", {});
      return { days: 400 + version, ifVersion: version };
    },
    leaves: "audit.retention-changed",
  }),
  aCase({
    id: "putAlertSettings",
    right: async () => {
      const { settings } = await world.ask("getAlertSettings", {});
      const links = [...settings.links.slice(-9), { label: `Logs ${Date.now()}`, url: "https://logs.test/{queue}" }];
      return { links };
    },
    leaves: "alert-settings.changed",
  }),
  aCase({
    id: "putCostSettings",
    right: () => ({ hostingUsdPerMonth: 42, hostingNote: "two small machines", ceilingUsdPerMonth: null }),
    leaves: "costs.settings-changed",
  }),
  aCase({
    id: "stopWrites",
    right: () => ({ accountId }),
    leaves: "writes.stopped",
    absent: { accountId: anId("acc") },
  }),
  aCase({
    id: "allowWrites",
    right: () => ({ accountId }),
    leaves: "writes.allowed",
    absent: { accountId: anId("acc") },
  }),
  aCase({
    id: "updateQueue",
    of: "vault",
    right: () => ({ id: quietQueueId, mode: "vault" }),
    leaves: "queue.updated",
    absent: { id: anId("q"), mode: "vault" },
  }),
  ...dayOneCases(stage, () => String(++extra)),
  ...losingPlanCases(stage),
  ...classCases(stage),
  ...channelCases(stage),
  ...costCases(stage),
  ...groupingCases(stage),
  ...erasingCases(stage),
  ...maskingCases(stage),
  ...pipelineCases(stage),
  ...reviewCases(stage),
  ...alertCases(stage),
  ...searchCases(stage),
  ...approvalCases(stage),
  ...editCases(stage),
];

/** Refusals that repeat are summed up for a minute: here at once. */
const newest = async () => {
  await flushDenials(world.web());
  return (await world.ask("listAuditEntries", { limit: 1 })).items[0];
};
const roleWithout = (operation: OperationId): Role | undefined => {
  const { capability } = contract[operation];
  return (Object.keys(ROLES) as Role[]).find(
    (role) => capability in CAPABILITIES && !(ROLES[role] as readonly string[]).includes(capability),
  );
};

describe.each(CASES.map((entry) => ({ ...entry, name: [entry.id, entry.of].join(" ").trim() })))("$name", (entry) => {
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
      const idempotencyKey = `key-${entry.name}`.replace(" ", "-");
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
  return (
    entry.id === "createPlan" || entry.id === "createPlans" ? { ...input, reason: "another" } : input
  ) as InputOf<OperationId>;
}

test("every changing operation of the contract has its cases here, or says why not", () => {
  const covered = new Set(CASES.map((entry) => entry.id as string));
  const changing = Object.entries(contract)
    .filter(([, entry]) => entry.method !== "GET")
    .map(([name]) => name);

  // The first admin is made while there is no user: its cases are in first-admin.test.ts. Ways in, sessions and identities
  // have theirs in tests/contract/oidc.test.ts and sessions.test.ts, since they need the auth door. The others change nothing but whether somebody has read a notice.
  expect(changing.filter((name) => !covered.has(name))).toEqual([
    "previewEdit",
    "readNotices",
    "previewReplay",
    "createFirstAdmin",
    "putProvider",
    "removeProvider",
    "testProvider",
    "setPasswordSignIn",
    "linkIdentity",
    "unlinkIdentity",
    "revokeSession",
    "revokeAllSessions",
    "setPassword",
    "removeUser",
    "restoreUser",
    "previewRetention",
    "testEvent",
    "previewRoute",
    "importThresholds",
    "diffConfig",
    "previewSelection",
    "previewMasking",
  ]);
});

test("a run whose requester lost the right meanwhile does not begin", async () => {
  const plan = await aPlan();
  await world.ask("stopWrites", { accountId });
  await world.ask("allowWrites", { accountId });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  await world.db.$executeRawUnsafe("UPDATE access_grant SET role = 'viewer' WHERE subject = 'usr_operator'");
  await world.db.$executeRawUnsafe(`UPDATE run SET start_after = dlo_now() WHERE id = '${runId}'`);

  await driveRun(world.worker(), runId);

  await world.db.$executeRawUnsafe("UPDATE access_grant SET role = 'operator' WHERE subject = 'usr_operator'");
  expect(await world.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: "operator may not apply plans here any more",
    counters: { sent: 0 },
  });
});
