import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import type { FailureClass } from "@/lib/contract/failures";
import { driveRun } from "@/lib/operations/runs/drive";
import { arnIn, SHOP } from "../../../jobs/demo/story/estate/estate-places";
import { brokenDeploy } from "../../../jobs/demo/story/incidents/broken-deploy";
import type { Incident } from "../../../jobs/demo/story/incidents/incident";
import { lockedOutSubscriber } from "../../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../../jobs/demo/story/incidents/permission-removed";
import { schedulerLockedOut } from "../../../jobs/demo/story/incidents/scheduler-locked-out";
import { supplierRefuses } from "../../../jobs/demo/story/incidents/supplier-refuses";
import { throttledFunction } from "../../../jobs/demo/story/incidents/throttled-function";
import { unreadableClicks } from "../../../jobs/demo/story/incidents/unreadable-clicks";
import { unscorableVisits } from "../../../jobs/demo/story/incidents/unscorable-visits";
import { aWatchedEstate, type WatchedEstate } from "../understanding/story-world";

let shop: WatchedEstate;
beforeAll(async () => {
  shop = await aWatchedEstate();
  await shop.pass(60);
  const beginning: Incident[] = [
    ...[brokenDeploy, permissionRemoved, lockedOutSubscriber, schedulerLockedOut],
    ...[supplierRefuses, unreadableClicks, unscorableVisits, throttledFunction],
  ];
  await shop.play(
    beginning.map((incident) => [0, incident] as const),
    [[420, async () => undefined]],
  );
}, 240_000);
afterAll(() => shop.stop());

/** For each origin: what failed there, the one way back, and the only place that may get anything. */
const WAYS = [
  ["sqs-redrive", "picking", "mover", "queue picking"],
  ["eventbridge-rule", "order-placed", "eventbridge-target", "queue loyalty"],
  ["sns-subscription", "stock-changes", "sns-endpoint", "queue price-cache"],
  ["scheduler", "count-shelves", "scheduler-target", "queue stock-count-jobs"],
  ["lambda-async", "fraud-check", "lambda-invoke", "function fraud-check"],
  ["lambda-destination", "reorder", "lambda-invoke", "function reorder"],
  ["stream-mapping", "click-counter", "stream-pointer", "function click-counter"],
  ["pipe", "score-visits", "stream-pointer", "function visit-scorer"],
] as const;

test.each(WAYS)("what %s left of %s goes back by %s, each once, to %s only", async (origin, anchor, driver, place) => {
  const failure = await classOf(origin, anchor);
  const before = reached();

  const choice = origin === "sns-subscription" ? await missedBy(failure, arnIn(SHOP, "sqs", "price-cache")) : {};
  const { plan, run } = await redriven(failure, choice);

  const { selected } = run.counters;
  const news = [...reached()].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
  expect(plan.driver).toBe(driver);
  expect(selected).toBeGreaterThan(0);
  expect(run.counters).toMatchObject({ sent: selected, deleted: selected, rejected: 0, ambiguous: 0 });
  expect(news.filter(([, count]) => count > 0)).toEqual([[place, selected]]);
});

async function classOf(origin: string, anchor: string): Promise<FailureClass> {
  const { items } = await shop.ask("listFailureClasses", { view: "all", limit: 100 });
  const found = items.find((one) => one.originKind === origin && one.anchorName === anchor);
  if (!found) throw new Error(`no class of ${origin} ${anchor}`);
  return found;
}

/** Two subscriptions give up into this queue, and raw messages do not say whose they were: the plan asks, a person answers. */
async function missedBy({ id }: FailureClass, endpoint: string) {
  const { driver, checks } = await shop.ask(
    "createPlan",
    { action: "redrive", selection: { classId: id } },
    "operator",
  );
  const asked = checks.find((check) => check.id === "way-back")?.text ?? "";
  const [, destinationArn = ""] = new RegExp(`(arn:aws:sns:[^ ]+) \\(${endpoint}\\)`).exec(asked) ?? [];
  expect([driver, asked]).toEqual(["sns-endpoint", expect.stringMatching(/^Any of 2 subscriptions of stock-changes/)]);
  return { driver: "sns-endpoint" as const, destinationArn };
}

async function redriven({ id }: FailureClass, choice: Pick<InputOf<"createPlan">, "driver" | "destinationArn">) {
  const overrides = [{ check: "gate", reason: "the incident is over" }];
  const plan = await shop.ask(
    "createPlan",
    { action: "redrive", selection: { classId: id }, ratePerSecond: 500, stages: [1000], overrides, ...choice },
    "operator",
  );
  const blocks = plan.checks.filter(({ result }) => result === "block").map(({ text }) => text);
  expect(blocks).toEqual([]);
  const wish = { id: plan.id, hash: plan.hash };
  if (plan.approval.needed > 0) {
    await shop.ask("askForApproval", wish, "operator");
    for (const role of (["admin", "approver"] as const).slice(0, plan.approval.needed))
      await shop.ask("approvePlan", wish, role);
  }
  const { runId } = await shop.ask("applyPlan", wish, "operator");
  await driveRun(shop.worker(), runId);
  return { plan, run: await shop.ask("getRun", { id: runId }) };
}

/** How many messages runs have sent to each queue, and how many events each function got to work on later, in all. */
function reached(): Map<string, number> {
  const { usage, vended } = shop.simulator.world;
  const counts = new Map<string, number>();
  const add = (name: string, count: number) => counts.set(name, (counts.get(name) ?? 0) + count);
  for (const { action, principalArn, queueName } of usage.effects(0, 1_000_000).effects)
    if (action === "SendMessage" && principalArn.includes(":assumed-role/dlo-")) add(`queue ${queueName}`, 1);
  for (const { name, dimensions, minutes } of vended.metrics.list(SHOP.account.awsAccountId, SHOP.region)) {
    if (name !== "AsyncEventsReceived" || dimensions.length !== 1) continue;
    for (const { sum } of minutes.values()) add(`function ${dimensions[0]?.Value}`, sum);
  }
  return counts;
}
