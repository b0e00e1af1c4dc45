import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "@/lib/contract/plans";
import { execute, firstRow, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { idsInQueue } from "../../support/vault";
import { aPersonWith, aSharedQueue, codeOf, TEAM } from "../access/shared-queue";
import { aToken } from "../approvals/people";

let stage: Awaited<ReturnType<typeof aSharedQueue>>;
let orders: string[];
beforeAll(async () => {
  stage = await aSharedQueue();
  const { items } = await stage.world.ask("listFailedMessages", { queueId: stage.dlq.id, limit: 50 });
  orders = items.filter((one) => one.sourceQueueArn === stage.ordersArn).map(({ id }) => id);
});
afterAll(() => stage.world.stop());

const blocksOf = ({ checks }: Plan) => checks.filter(({ result }) => result === "block").map(({ text }) => text);
const ofTeam = () =>
  ({ scope: { kind: "accounts", accountIds: [], arns: { [stage.ordersArn]: stage.shop.id } } }) as const;
const ordersPlan = (more: object = {}) =>
  stage.world.ask("createPlan", {
    action: "redrive",
    selection: { messageIds: orders },
    overrides: [{ check: "gate", reason: "mended by hand" }],
    undoSeconds: 0,
    ...more,
  });
async function started(more: object = {}) {
  const { id, hash } = await ordersPlan(more);
  return (await stage.world.ask("applyPlan", { id, hash })).runId;
}
const ended = async (runId: string) => {
  await driveRun(stage.world.worker(), runId);
  return stage.world.ask("getRun", { id: runId });
};

test("a team sends its messages to no queue of another team, and learns nothing of one by trying", async () => {
  const redirect = { driver: "redirect", destinationArn: stage.billingArn } as const;
  const wish = { action: "redrive", selection: { messageIds: orders }, ...redirect } as const;

  const plan = await stage.world.ask("createPlan", wish, "operator", ofTeam());
  const unknown = await stage.world.ask(
    "createPlan",
    { ...wish, destinationArn: stage.billingArn.replace("billing", "nowhere") },
    "operator",
    ofTeam(),
  );
  const shown = (one: Plan, name: string) =>
    JSON.stringify([one.checks, one.configuration, one.expectedReturnSeconds]).replaceAll(name, "it");

  expect(blocksOf(plan).join(" ")).toContain("is not in the inventory: it was deleted or cannot be seen");
  expect(shown(plan, "billing")).toBe(shown(unknown, "nowhere"));
  expect(blocksOf(await stage.world.ask("createPlan", wish))).toEqual([]);
});

test("who may send to a queue no more when the worker begins sends nothing there", async () => {
  const { id, ask } = await aPersonWith(stage.world, "operator", TEAM);
  const runId = await started({ driver: "redirect", destinationArn: stage.billingArn });
  await execute(stage.world.db, sql`UPDATE run SET requested_by = ${id} WHERE id = ${runId}`);

  expect(await ended(runId)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("may not send to billing"),
  });
  expect(idsInQueue(stage.world, "billing")).toEqual([]);
  expect(await codeOf(ask("getRun", { id: runId }))).toBe("done");
});

test("a filter over everything gives a team a plan for its own messages of a shared queue, and tells of no others", async () => {
  const { ask } = await aPersonWith(stage.world, "operator", TEAM);

  const { plans, leftOut } = await ask("createPlans", { action: "redrive", selection: { q: "origin:sqs-redrive" } });

  expect(plans.map(({ subject, itemCount }) => [subject.name, itemCount]).sort()).toEqual([
    ["central-dlq", 2],
    ["refunds-dlq", 1],
  ]);
  expect(leftOut).toEqual([]);
});

const OTHERS = expect.stringContaining("not those of the plan that people saw");

test.each([
  ["an override that nobody gave", `{overrides}`, `[{"check":"second-copy","reason":"one copy will do"}]`],
  ["another rate", "{ratePerSecond}", "5000"],
  ["bodies that are called unedited or edited as they are not", "{isEdited}", "true"],
  ["a place that none of its messages goes to", "{destinationArns,1}", `"arn:aws:lambda:eu-central-1:1:function:x"`],
  ["another setting", "{configuration,orders: created}", `"2020-01-01"`],
])("a plan into which somebody wrote %s after people saw it does not begin", async (_, path, value) => {
  const runId = await started();
  await stage.world.webDb.$executeRawUnsafe(
    `UPDATE plan SET detail = jsonb_set(detail, $1::text[], $2::jsonb) WHERE id = (SELECT plan_id FROM run WHERE id = $3)`,
    path,
    value,
    runId,
  );

  expect(await ended(runId)).toMatchObject({
    state: "failed",
    reason: OTHERS,
  });
  expect(idsInQueue(stage.world, "orders")).toEqual([]);
});

test("a run that would begin with another stage than the first does not begin", async () => {
  const runId = await started({ stages: [1] });
  await stage.world.webDb.$executeRawUnsafe(`UPDATE run SET stage = 2 WHERE id = $1`, runId);

  expect(await ended(runId)).toMatchObject({ state: "failed", reason: OTHERS });
});

test("a run that somebody made another kind of run does not begin", async () => {
  const runId = await started();
  await stage.world.webDb.$executeRawUnsafe(
    `UPDATE run SET action = 'discard', driver = 'discard' WHERE id = $1`,
    runId,
  );

  expect(await ended(runId)).toMatchObject({ state: "failed", reason: OTHERS });
  expect(idsInQueue(stage.world, "central-dlq")).toHaveLength(5);
});

test("an edited copy whose body is another by now is not sent in the place of the one of the plan", async () => {
  const { ask } = stage.world;
  const edit = async (body: string) =>
    (await ask("prepareEdit", { written: { messageId: orders[0] ?? "", body, attributes: [] } })).editSetId;
  const [mine, other] = [await edit('{"order":"mine"}'), await edit('{"order":"other"}')];
  const runId = await started({ selection: { editSetId: mine } });
  await execute(
    stage.world.db,
    sql`UPDATE message_edit SET body_id = (SELECT body_id FROM message_edit WHERE edit_set_id = ${other}) WHERE edit_set_id = ${mine}`,
  );

  await ended(runId);

  const { items } = await ask("listRunItems", { id: runId, limit: 10 });
  expect(items).toMatchObject([{ reason: "its edited copy is not the one of the plan" }]);
  expect(idsInQueue(stage.world, "orders")).toEqual([]);
});

test("two messages that would change places by now make their plan stale, although no setting has changed", async () => {
  const { items } = await stage.world.ask("listFailedMessages", { queueId: stage.dlq.id, limit: 50 });
  const bill = items.find((one) => one.sourceQueueArn === stage.billingArn)?.id ?? "";
  const pair = [orders[0] ?? "", bill];
  const { id, hash } = await ordersPlan({ selection: { messageIds: pair } });
  const swap = () =>
    execute(
      stage.world.db,
      sql`UPDATE failed_message SET source_queue_arn = CASE source_queue_arn WHEN ${stage.ordersArn} THEN ${stage.billingArn} ELSE ${stage.ordersArn} END WHERE id = ANY(${pair}::text[])`,
    );

  await swap();
  const refused = await codeOf(stage.world.ask("applyPlan", { id, hash }));
  await swap();

  expect(refused).toBe("plan-changed");
});

test("who may not apply so many messages slows a run of them down, and does not speed it up", async () => {
  const runId = await started({ ratePerSecond: 10, undoSeconds: 60 });
  const owner = { id: "usr_operator", ask: stage.world.ask };
  const token = await aToken(stage.world, owner, "operator", 1);

  await token.ask("setRunRate", { id: runId, ratePerSecond: 5 });
  const faster = await codeOf(token.ask("setRunRate", { id: runId, ratePerSecond: 6 }));
  const run = await stage.world.ask("getRun", { id: runId });
  await stage.world.ask("cancelRun", { id: runId });

  expect(faster).toBe("too-many-messages");
  expect(run.ratePerSecond).toBe(5);
});

test("an evidence file says when it was taken, whatever its reader would like", async () => {
  const runId = await started({ undoSeconds: 60 });
  await stage.world.ask("cancelRun", { id: runId });
  const wished = "2020-01-01T00:00:00.000Z";

  const first = await stage.world.ask("getRunEvidence", { id: runId, takenAt: wished });
  const later = await codeOf(stage.world.ask("getRunEvidence", { id: runId, after: 1, takenAt: wished }));
  const again = await stage.world.ask("getRunEvidence", { id: runId, after: 1, takenAt: first.header.takenAt });
  const entry = await firstRow(
    stage.world.db,
    sql`SELECT detail->>'head' AS head, detail->>'takenAt' AS taken_at FROM audit_entry WHERE action = 'run.evidence-exported' ORDER BY id DESC LIMIT 1`,
  );

  expect(first.header.takenAt).not.toBe(wished);
  expect(later).toBe("invalid-input");
  expect(again).toMatchObject({ head: first.head, items: [{ position: 2 }] });
  expect(entry).toEqual({ head: first.head, takenAt: first.header.takenAt });
});
