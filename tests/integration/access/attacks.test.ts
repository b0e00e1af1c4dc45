import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selector } from "@/lib/core/access/selector";
import { driveRun } from "@/lib/operations/runs/drive";
import { aPersonWith, aSharedQueue, askerOf, codeOf, only, TEAM } from "./shared-queue";

let stage: Awaited<ReturnType<typeof aSharedQueue>>;
beforeAll(async () => {
  stage = await aSharedQueue();
});
afterAll(() => stage.world.stop());

const messagesOf = async (sourceArn: string) =>
  (await stage.world.ask("listFailedMessages", { queueId: stage.dlq.id })).items
    .filter((one) => one.sourceQueueArn === sourceArn)
    .map(({ id }) => id);

test("what happens to a shared queue as a whole is told to no team: no run of it, no number of what else arrived", async () => {
  const { world, dlq, ordersArn, billingArn } = stage;
  const team = await aPersonWith(world, "operator", TEAM);
  const whole = await world.ask("createPlan", {
    action: "redrive",
    driver: "move-task",
    selection: { queueId: dlq.id },
  });
  const { runId } = await world.ask("applyPlan", {
    id: whole.id,
    hash: whole.hash,
    breakGlass: { reason: "nobody else is here to approve it" },
  });
  const mine = (await team.ask("listFailureClasses", { view: "all", queueId: dlq.id })).items[0];
  const told = await team.ask("listClassActivity", { id: mine?.id ?? "" });
  await world.ask("cancelRun", { id: runId });

  expect(mine).toMatchObject({ anchorArn: ordersArn, lastRun: null });
  expect(told.items.filter(({ kind }) => kind === "run")).toEqual([]);

  const plan = await team.ask("createPlan", {
    action: "redrive",
    selection: { messageIds: await messagesOf(ordersArn) },
  });
  const own = await team.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await team.ask("cancelRun", { id: own.runId });
  await world.db.$executeRaw`UPDATE run SET started_at = dlo_now() - interval '1 minute' WHERE id = ${own.runId}`;
  await world.db
    .$executeRaw`UPDATE failed_message SET first_seen_at = dlo_now() - interval '30 seconds', is_backlog = false WHERE source_queue_arn = ${billingArn}`;
  await world.db.$executeRaw`UPDATE run SET ended_at = dlo_now() WHERE id = ${own.runId}`;

  expect((await world.ask("getRun", { id: own.runId })).newFailures).toBe(3);
  expect((await team.ask("getRun", { id: own.runId })).newFailures).toBe(0);
});

test("failures of a source that is gone stay out of the hands of who shared its dead-letter queue", async () => {
  const { world, dlq, billingArn } = stage;
  const { ask } = await aPersonWith(world, "operator", TEAM);
  const theirs = (await messagesOf(billingArn))[0] ?? "";
  await world.db.$executeRaw`UPDATE queue SET deleted_at = dlo_now() WHERE arn = ${billingArn}`;

  const seen = [await codeOf(ask("getQueue", { id: dlq.id })), await codeOf(ask("getMessageBody", { id: theirs }))];
  await world.db.$executeRaw`UPDATE queue SET deleted_at = NULL WHERE arn = ${billingArn}`;

  expect(seen).toEqual(["not-found", "not-found"]);
});

test("a shared dead-letter queue that took its owner from a sender is not that owner's", async () => {
  const { world, dlq, ordersArn } = stage;
  const { ask } = await aPersonWith(world, "operator", only({ owners: ["orders-team"] }));
  await world.db
    .$executeRaw`INSERT INTO ownership (arn, account_id, owner, source, via_arn, updated_at) VALUES (${ordersArn}, ${stage.shop.id}, 'orders-team', 'tags', NULL, dlo_now())
      ON CONFLICT (arn) DO UPDATE SET owner = 'orders-team'`;
  await world.db
    .$executeRaw`INSERT INTO ownership (arn, account_id, owner, source, via_arn, updated_at) VALUES (${dlq.arn}, ${stage.shop.id}, 'orders-team', 'tags', ${ordersArn}, dlo_now())
      ON CONFLICT (arn) DO UPDATE SET owner = 'orders-team', via_arn = ${ordersArn}`;

  const queues = (await ask("listQueues", {})).items.map(({ name }) => name);
  await world.db.$executeRaw`DELETE FROM ownership WHERE owner = 'orders-team'`;

  expect(queues).toEqual(["orders"]);
});

test("nobody gives themselves what an environment, a tag or an owner will name later", async () => {
  const { world, shop } = stage;
  const people = await world.ask("createRole", { name: "People only", capabilities: ["users.manage"] });
  const { id, ask } = await aPersonWith(world, people.id, { kind: "all" });
  await world.ask("giveGrant", { subject: id, role: "operator", selector: only({ accountIds: [shop.id] }) });
  await world.ask("giveGrant", { subject: id, role: "operator", selector: only({ environments: ["mine"] }) });
  const give = (selector: Selector) => codeOf(ask("giveGrant", { subject: id, role: "operator", selector }));

  expect([
    await give(only({ environments: ["not-yet"] })),
    await give(only({ tags: [{ key: "nobody", value: "has-it" }] })),
    await give(only({ owners: ["nobody yet"] })),
    await give(only({ environments: ["mine"], accountIds: [shop.id] })),
  ]).toEqual(["forbidden", "forbidden", "forbidden", "done"]);
});

test("who manages a part of the accounts moves none of them to where other rights or no approvals wait", async () => {
  const { world, shop } = stage;
  const accounts = await world.ask("createRole", { name: "Accounts", capabilities: ["counts.see", "accounts.manage"] });
  const { ask } = await aPersonWith(world, accounts.id, only({ accountIds: [shop.id] }));

  expect(await codeOf(ask("updateAccount", { id: shop.id, environment: "prd" }))).toBe("forbidden");
  expect(await codeOf(ask("updateAccount", { id: shop.id, isProduction: true }))).toBe("forbidden");
  expect(await codeOf(ask("updateAccount", { id: shop.id, name: "shop, renamed" }))).toBe("done");
});

test("who sets owners gives no rights by it, where rights are given by owner", async () => {
  const { world, shop, billingArn } = stage;
  const role = await world.ask("createRole", { name: "Owners", capabilities: ["counts.see", "queues.edit"] });
  const { ask } = await aPersonWith(world, role.id, only({ accountIds: [shop.id] }));
  await aPersonWith(world, "operator", only({ owners: ["granted-team"] }));
  const nobody = { team: null, tier: null, runbook: null };

  expect(await codeOf(ask("setOwner", { arn: billingArn, ...nobody, owner: "granted-team" }))).toBe("forbidden");
  expect(await codeOf(ask("setOwner", { arn: billingArn, ...nobody, owner: "other-team" }))).toBe("done");
});

test("a token makes no tokens: they would be wider than it, and live longer", async () => {
  const owner = await aPersonWith(stage.world, "operator", { kind: "all" });
  const token = await owner.ask("createToken", {
    name: "narrow",
    capabilities: ["counts.see", "tokens.manage"],
    selector: TEAM,
  });

  expect(
    await codeOf(askerOf(stage.world, token.id)("createToken", { name: "wide", capabilities: ["counts.see"] })),
  ).toBe("forbidden");
});

test("a run is resumed only by who may apply it: no discard without that right, no more messages than the token's", async () => {
  const { world, ordersArn } = stage;
  const role = await world.ask("createRole", { name: "Applies", capabilities: ["counts.see", "plans.apply"] });
  const { ask } = await aPersonWith(world, role.id, { kind: "all" });
  const messageIds = (await messagesOf(ordersArn)).slice(0, 1);
  const plan = await world.ask("createPlan", { action: "discard", reason: "a test", selection: { messageIds } });
  const { runId } = await world.ask("applyPlan", {
    id: plan.id,
    hash: plan.hash,
    breakGlass: { reason: "nobody else is here to approve it" },
  });
  await world.ask("pauseRun", { id: runId });

  expect(await codeOf(ask("resumeRun", { id: runId }))).toBe("forbidden");
  await world.ask("cancelRun", { id: runId });
});

test("a run that a broken web process wrote is not begun: another action, or messages that its plan does not have", async () => {
  const { world, ordersArn, billingArn } = stage;
  const refunds = (await world.ask("listFailedMessages", { q: "type:{refund}" })).items.map(({ id }) => id);
  const aRun = async (messageIds: string[]) => {
    const plan = await world.ask("createPlan", { action: "redrive", selection: { messageIds } });
    return (await world.ask("applyPlan", { id: plan.id, hash: plan.hash })).runId;
  };
  const outcomeOf = async (runId: string) => {
    await world.db.$executeRaw`UPDATE run SET start_after = dlo_now() WHERE id = ${runId}`;
    await driveRun(world.worker(), runId);
    const { state, reason, counters } = await world.ask("getRun", { id: runId });
    return { state, reason, sent: counters.sent };
  };
  const refused = {
    state: "failed",
    reason: "its messages or places are not those of the plan that people saw",
    sent: 0,
  };

  const turned = await aRun((await messagesOf(ordersArn)).slice(1));
  await world.db.$executeRaw`UPDATE run SET action = 'discard', driver = 'discard' WHERE id = ${turned}`;
  expect(await outcomeOf(turned)).toEqual(refused);

  const swollen = await aRun(refunds);
  await world.db
    .$executeRaw`INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256)
      SELECT 'itm_' || f.id, ${swollen}, f.account_id, f.queue_id, 1 + row_number() OVER (), f.id, f.message_id, f.body_sha256
      FROM failed_message f WHERE f.source_queue_arn = ${billingArn}`;
  expect(await outcomeOf(swollen)).toEqual(refused);
});

test("who reads the audit log of a part learns that something happened elsewhere, not what, nor from which address", async () => {
  const { world, shop } = stage;
  const { ask } = await aPersonWith(world, "operator", only({ accountIds: [shop.id] }));
  await world.ask("createUser", { name: "Other", email: "other@test.invalid", password: "correct horse battery" });

  const entries = (await ask("listAuditEntries", { limit: 200 })).items;

  expect(JSON.stringify(entries)).not.toContain("other@test.invalid");
  expect(entries.find(({ action }) => action === "user.created")).toMatchObject({ detail: {}, ip: null });
  expect(entries.find(({ accountId }) => accountId === shop.id)?.detail).not.toEqual({});
});

test("two admins who remove each other at once leave one", async () => {
  const { world } = stage;
  const people = [
    await aPersonWith(world, "admin", { kind: "all" }),
    await aPersonWith(world, "admin", { kind: "all" }),
  ];
  const [one, other] = people;
  await world.db
    .$executeRaw`UPDATE access_grant SET revoked_at = dlo_now() WHERE role = 'admin' AND subject NOT IN (${one?.id}, ${other?.id})`;

  const answers = await Promise.all([
    codeOf(one?.ask("removeUser", { id: other?.id ?? "" }) ?? Promise.resolve()),
    codeOf(other?.ask("removeUser", { id: one?.id ?? "" }) ?? Promise.resolve()),
  ]);

  // The slower one is refused as the last admin or, later still, is nobody any more.
  expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
});
