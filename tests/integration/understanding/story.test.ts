import { afterAll, beforeAll, expect, test } from "vitest";
import type { FailureClass } from "@/lib/contract/failures";
import { brokenDeploy } from "../../../jobs/demo/story/incidents/broken-deploy";
import { consumerSwitchedOff } from "../../../jobs/demo/story/incidents/consumer-switched-off";
import { deletedTarget } from "../../../jobs/demo/story/incidents/deleted-target";
import { dependencyTimesOut } from "../../../jobs/demo/story/incidents/dependency-times-out";
import { failingSaga } from "../../../jobs/demo/story/incidents/failing-saga";
import { INCIDENTS } from "../../../jobs/demo/story/incidents/incidents";
import { lockedOutSubscriber } from "../../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../../jobs/demo/story/incidents/permission-removed";
import { poisonInFifo } from "../../../jobs/demo/story/incidents/poison-in-fifo";
import { readRoleDenied } from "../../../jobs/demo/story/incidents/read-role-denied";
import { refundsFail } from "../../../jobs/demo/story/incidents/refunds-fail";
import { retryStorm } from "../../../jobs/demo/story/incidents/retry-storm";
import { schedulerLockedOut } from "../../../jobs/demo/story/incidents/scheduler-locked-out";
import { shortRetention } from "../../../jobs/demo/story/incidents/short-retention";
import { silentRule } from "../../../jobs/demo/story/incidents/silent-rule";
import { slowTrickle } from "../../../jobs/demo/story/incidents/slow-trickle";
import { supplierRefuses } from "../../../jobs/demo/story/incidents/supplier-refuses";
import { throttledFunction } from "../../../jobs/demo/story/incidents/throttled-function";
import { unprotectedRule } from "../../../jobs/demo/story/incidents/unprotected-rule";
import { unreadableClicks } from "../../../jobs/demo/story/incidents/unreadable-clicks";
import { unscorableVisits } from "../../../jobs/demo/story/incidents/unscorable-visits";
import { aWatchedEstate, type WatchedEstate } from "./story-world";
import { LANDINGS, type Landing } from "./where-it-lands";

/** Those that leave no trace but a change: they break nothing for good, or nobody notices. */
const WITHOUT_A_CLASS = [retryStorm, silentRule];
/** No failure at all: what they do to a pipeline is looked for in tests/integration/pipelines/story.test.ts. */
const OF_HEALTH_ALONE = [consumerSwitchedOff, readRoleDenied];
const LIKELY = 0.5;
let shop: WatchedEstate;
let classes: readonly FailureClass[];
let disputes: FailureClass | undefined;

beforeAll(async () => {
  shop = await aWatchedEstate();
  await shop.pass(120);
  await shop.play(
    [
      [0, brokenDeploy],
      [0, unprotectedRule],
      [0, poisonInFifo],
      [0, unreadableClicks],
      [0, dependencyTimesOut],
      [60, deletedTarget],
      [60, lockedOutSubscriber],
      [60, shortRetention],
      [60, failingSaga],
      [60, refundsFail],
      [60, slowTrickle],
      [270, retryStorm],
      [270, permissionRemoved],
      [450, throttledFunction],
      [450, silentRule],
      [1060, supplierRefuses],
      [300, schedulerLockedOut],
      [300, unscorableVisits],
    ],
    [
      [390, lookAtDisputes],
      [1290, lookAtAll],
    ],
  );
}, 240_000);
afterAll(() => shop.stop());

async function lookAtDisputes(): Promise<void> {
  disputes = (await allClasses()).find(isOf(["payment-webhooks-dlq", "payment-webhooks"]));
}
async function lookAtAll(): Promise<void> {
  classes = await allClasses();
}
const allClasses = async () => (await shop.ask("listFailureClasses", { view: "all", limit: 100 })).items;
const isOf =
  ([queueName, anchorName]: Landing["where"]) =>
  (one: FailureClass) =>
    one.queueName === queueName && one.anchorName === anchorName;

test("every incident of the story is looked for", () => {
  const names = [...LANDINGS, ...WITHOUT_A_CLASS, ...OF_HEALTH_ALONE].map(({ name }) => name);

  expect(names.sort()).toEqual(INCIDENTS.map(({ name }) => name).sort());
});

test.each(LANDINGS)("$name lands in its class, with origin, cause, evidence, suspect and way back", async (landing) => {
  const own = classes.filter(isOf(landing.where));

  expect(own.map(({ messageType }) => messageType).sort()).toEqual([...landing.types].sort());
  for (const one of own) expect(await shownOf(one)).toEqual(expected(landing));
});

async function shownOf(one: FailureClass) {
  const { state } = await shop.ask("getClassEvidence", { id: one.id });
  const { items } = await shop.ask("listSuspects", { id: one.id });
  const [first] = items.filter(({ weight }) => weight >= LIKELY);
  const isCarried = one.record === "messages" && state === "carried";
  const found = one.record === "messages" ? (one.evidence?.rung ?? "none") : one.record;
  return {
    origin: one.originKind,
    cause: one.causeKind === "unknown" ? (one.evidence?.causeKind ?? "unknown") : one.causeKind,
    evidence: isCarried ? "message" : found,
    says: isCarried || one.record !== "messages" ? one.title : (one.evidence?.text ?? ""),
    wayBack: one.wayBack,
    suspect: first ? [first.name, first.text] : null,
  };
}

function expected({ origin, cause, evidence, says, wayBack, suspect }: Landing) {
  return {
    ...{ origin, evidence, suspect },
    cause: typeof cause === "string" ? cause : expect.stringMatching(cause),
    says: expect.stringMatching(says),
    wayBack: expect.stringMatching(wayBack),
  };
}

test("nothing else is a failure, and none of it was there before", () => {
  const known = classes.filter((one) => LANDINGS.some(({ where }) => isOf(where)(one)));

  expect(classes.filter((one) => !known.includes(one)).map(({ title, anchorName }) => [anchorName, title])).toEqual([]);
  expect(classes.filter(({ status }) => status === "backlog")).toEqual([]);
});

test("broken-deploy: the version that failed is the one just deployed, and who was only dragged along is marked", async () => {
  const [picking] = classes.filter(isOf(["picking-dlq", "picking"]));
  const { items } = await shop.ask("listFailedMessages", { classId: picking?.id ?? "" });
  const dragged = items.filter(({ bystanderReason }) => bystanderReason !== null);

  expect(new Set(items.map(({ consumerVersion }) => consumerVersion))).toEqual(new Set([picking?.consumerVersion]));
  expect(dragged.length).toBeGreaterThan(0);
  expect(picking?.likelyBystanderCount).toBe(dragged.length);
  for (const { id, bystanderReason } of dragged) {
    expect(bystanderReason).toMatch(/^was in one batch with .* an error in the log of its consumer names/);
    expect(await shop.bodyOf(id)).toContain('"method":"parcel"');
  }
});

test("dependency-times-out: what it breaks is one incident, and nothing else is one", async () => {
  const { items } = await shop.ask("listIncidents", {});

  expect(items.map(({ title, classCount }) => [title, classCount])).toEqual([
    [expect.stringMatching(/^2 failures since .* UTC share consumer label-printer$/), 2],
  ]);
  expect(items[0]?.classes.every(isOf(["parcel-labels-dlq", "parcel-labels"]))).toBe(true);
});

test("short-retention: the clock says when they die, and afterwards how many retention took", async () => {
  const [after] = classes.filter(isOf(["payment-webhooks-dlq", "payment-webhooks"]));
  const { items } = await shop.ask("listChanges", { limit: 200 });

  expect(disputes).toMatchObject({ status: "new", presentCount: 6, loss: { kind: "certain" } });
  expect(Date.parse(disputes?.loss.at ?? "") - Date.parse(disputes?.firstSeenAt ?? "")).toBeLessThan(900_000);
  expect(after).toMatchObject({ status: "resolved", presentCount: 0, probablyExpiredCount: 6 });
  expect(after?.statusReason).toContain("retention probably deleted 6");
  expect(items.map(({ name, field, after: to }) => [name, field, to])).toContainEqual([
    "payment-webhooks-dlq",
    "MessageRetentionPeriod",
    "900",
  ]);
});

test.each([
  [retryStorm.name, "search-index", "VisibilityTimeout"],
  [silentRule.name, "stock-low", "eventPattern"],
])("%s leaves no dead letter and is no failure; what was changed is known", async (_, changed, setting) => {
  const { items } = await shop.ask("listChanges", { limit: 200 });

  expect(items.map(({ name, field }) => [name, field])).toContainEqual([changed, setting]);
});
