import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { aPersonWith, aSharedQueue, askerOf, codeOf, only, TEAM } from "./shared-queue";

let stage: Awaited<ReturnType<typeof aSharedQueue>>;
beforeAll(async () => {
  stage = await aSharedQueue();
});
afterAll(() => stage.world.stop());

test("in a shared dead-letter queue a team sees the failures of its own source, and no other's", async () => {
  const { ask } = await aPersonWith(stage.world, "operator", TEAM);

  const classes = (await ask("listFailureClasses", { view: "all" })).items;
  const messages = (await ask("listFailedMessages", {})).items;
  const found = (await ask("listFailedMessages", { q: "bill" })).items;

  expect(new Set(classes.map((one) => one.queueName))).toEqual(new Set(["central-dlq", "refunds-dlq"]));
  expect(messages.map((one) => one.sourceQueueArn?.split(":").at(-1)).sort()).toEqual(["orders", "orders", "refunds"]);
  expect(found).toEqual([]);
});

test("a shared queue as a whole, with its counts, is not the team's; one that serves only the team is", async () => {
  const { ask } = await aPersonWith(stage.world, "operator", TEAM);

  const queues = (await ask("listQueues", {})).items.map((queue) => queue.name).sort();

  expect(queues).toEqual(["orders", "refunds", "refunds-dlq"]);
  expect(await codeOf(ask("getQueue", { id: stage.dlq.id }))).toBe("not-found");
  expect(await codeOf(ask("createPlan", { action: "redrive", selection: { queueId: stage.dlq.id } }))).not.toBe("done");
});

test("a team plans and applies for its own messages of a shared queue, and for nobody else's", async () => {
  const { ask } = await aPersonWith(stage.world, "operator", TEAM);
  const mine = (await ask("listFailedMessages", {})).items.filter((one) => one.sourceQueueArn === stage.ordersArn);
  const all = (await stage.world.ask("listFailedMessages", { queueId: stage.dlq.id })).items;
  const theirs = all.find((one) => one.sourceQueueArn === stage.billingArn);

  const plan = await ask("createPlan", { action: "redrive", selection: { messageIds: mine.map(({ id }) => id) } });
  const { runId } = await ask("applyPlan", { id: plan.id, hash: plan.hash });
  await ask("cancelRun", { id: runId });

  expect((await ask("getRun", { id: runId })).planId).toBe(plan.id);
  expect((await ask("listRuns", {})).items).toHaveLength(1);
  expect(
    await codeOf(ask("createPlan", { action: "redrive", selection: { messageIds: [theirs?.id ?? ""] } })),
  ).not.toBe("done");
  expect(await codeOf(ask("getMessageBody", { id: theirs?.id ?? "" }))).toBe("not-found");
});

test("what somebody may see but not change is refused with the reason, and what they may not see is not there", async () => {
  const { id, ask } = await aPersonWith(stage.world, "viewer", only({ accountIds: [stage.shop.id] }));
  await stage.world.ask("giveGrant", { subject: id, role: "operator", selector: only({ environments: ["prd"] }) });

  expect(await codeOf(ask("scanQueue", { id: stage.dlq.id }))).toBe("forbidden");
  expect(await codeOf(ask("getQueue", { id: stage.dlq.id }))).toBe("done");
  const denied = await rows<{ detail: { operation: string }; accountId: string }>(
    stage.world.db,
    sql`SELECT detail, account_id FROM audit_entry WHERE action = 'access.denied' AND actor_id = ${id}`,
  );
  expect(denied).toEqual([{ detail: expect.objectContaining({ operation: "scanQueue" }), accountId: stage.shop.id }]);
});

test("an account that joins an environment is within its grants from the next request on", async () => {
  const { ask } = await aPersonWith(stage.world, "viewer", only({ environments: ["joined"] }));
  const before = (await ask("listAccounts", {})).items;

  await stage.world.ask("updateAccount", { id: stage.other.id, environment: "joined" });

  expect(before).toEqual([]);
  expect((await ask("listAccounts", {})).items.map(({ id }) => id)).toEqual([stage.other.id]);
  await stage.world.ask("updateAccount", { id: stage.other.id, environment: "prd" });
});

test("a grant with an end gives nothing after it, and needs a reason", async () => {
  const { id } = await stage.world.ask("createUser", {
    name: "Guest",
    email: "guest@test.invalid",
    password: "correct horse battery",
  });
  const ask = askerOf(stage.world, id);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();

  const unexplained = await codeOf(stage.world.ask("giveGrant", { subject: id, role: "viewer", expiresAt }));
  await stage.world.ask("giveGrant", { subject: id, role: "viewer", expiresAt, reason: "helps tonight" });
  const during = await codeOf(ask("listQueues", {}));
  await stage.world.db.$executeRaw`UPDATE access_grant SET expires_at = dlo_now() WHERE subject = ${id}`;

  expect([unexplained, during, await codeOf(ask("listQueues", {}))]).toEqual(["invalid-input", "done", "forbidden"]);
});

test("nobody gives more than they have: not by a grant, not by a role, not by a token", async () => {
  const role = await stage.world.ask("createRole", { name: "People", capabilities: ["users.manage", "tokens.manage"] });
  const { id, ask } = await aPersonWith(stage.world, role.id, { kind: "all" });

  expect(await codeOf(ask("giveGrant", { subject: id, role: "admin" }))).toBe("forbidden");
  expect(await codeOf(ask("createRole", { name: "More", capabilities: ["messages.discard"] }))).toBe("forbidden");
  expect(
    await codeOf(ask("updateRole", { id: role.id, version: 1, capabilities: ["users.manage", "bodies.read"] })),
  ).toBe("forbidden");
  expect(await codeOf(ask("createToken", { name: "more", role: "operator" }))).toBe("forbidden");
  expect(await codeOf(ask("createToken", { name: "own", capabilities: ["tokens.manage"] }))).toBe("done");
});

test("two admins editing one role: the second is told, nothing is overwritten", async () => {
  const role = await stage.world.ask("createRole", { name: "Edited twice", capabilities: ["counts.see"] });

  const answers = await Promise.all(
    ["First", "Second"].map((name) => codeOf(stage.world.ask("updateRole", { id: role.id, version: 1, name }))),
  );

  expect(answers.sort()).toEqual(["done", "settings-changed"]);
});

test("a token is bounded by its scope and by its number of messages", async () => {
  const owner = await aPersonWith(stage.world, "operator", { kind: "all" });
  const token = await owner.ask("createToken", {
    name: "orders only",
    capabilities: ["counts.see", "plans.create", "plans.apply"],
    selector: TEAM,
    maxMessages: 1,
  });
  const ask = askerOf(stage.world, token.id);
  const mine = (await ask("listFailedMessages", {})).items;

  const plan = await ask("createPlan", {
    action: "redrive",
    selection: { messageIds: mine.filter((one) => one.sourceQueueArn === stage.ordersArn).map(({ id }) => id) },
  });

  expect(mine).toHaveLength(3);
  expect(await codeOf(ask("applyPlan", { id: plan.id, hash: plan.hash }))).toBe("too-many-messages");
  expect(await codeOf(ask("getMessageBody", { id: mine[0]?.id ?? "" }))).toBe("forbidden");
});
