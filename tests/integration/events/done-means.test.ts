import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TROUBLE_SECONDS } from "@/lib/core/events/figure-cadence";
import { driveRun } from "@/lib/operations/runs/drive";
import { BUS } from "../../../jobs/demo/story/estate/estate-places";
import { orderPlaced, orderShipped } from "../../../jobs/demo/story/estate/happenings";
import type { Incident } from "../../../jobs/demo/story/incidents/incident";
import { permissionRemoved } from "../../../jobs/demo/story/incidents/permission-removed";
import { aWatchedEstate, type WatchedEstate } from "../understanding/story-world";

/** CloudWatch tells of a minute when it is over, and as simulated a minute later. */
const TOLD_SECONDS = 120;
/** Between two looks of whoever stands before the page. */
const LOOK_SECONDS = 30;
/** Until the rule is known to be one that runs. */
const QUIET_SECONDS = 900;
/** Events of the traffic are surely in the archive by then. */
const ARCHIVED_SECONDS = 660;

/** Where each line of "Done means" is asserted that is not asserted here. */
const ELSEWHERE = {
  "its class names cause and rule": [
    "tests/integration/understanding/where-it-lands.ts",
    /landing\(permissionRemoved, \{\s+where: \["fan-out-dlq", "order-placed"\][\s\S]{0,140}cause: "permission"/,
  ],
  "the redrive reaches only that target, others receive nothing": [
    "tests/integration/origins/demo-ways.test.ts",
    /\["eventbridge-rule", "order-placed", "eventbridge-target", "queue loyalty"\]/,
  ],
  "an overlap is warned about": [
    "tests/integration/replays/replays.test.ts",
    /test\("what was replayed before is told with its run and how far it came/,
  ],
  "a cancelled replay says how far it came": [
    "tests/integration/replays/replays.test.ts",
    /test\("a cancelled replay says how far it came"/,
  ],
  "a lost StartReplay answer starts nothing twice": [
    "tests/integration/replays/replays.test.ts",
    /"a StartReplay whose answer is lost %s starts one replay"/,
  ],
} as const;

let shop: WatchedEstate;
const seen: { atSeconds: number; state: string; reason: string; causes: readonly string[]; classes: number }[] = [];

beforeAll(async () => {
  shop = await aWatchedEstate();
  const traffic: Incident = {
    ...{ name: "traffic", title: "", shows: "", lastsSeconds: 0 },
    async begin(estate, draw) {
      for (const happen of [orderPlaced, orderShipped, orderPlaced]) await happen(estate, draw());
    },
  };
  const lastsSeconds = QUIET_SECONDS;
  const looks = Array.from({ length: (2 * TROUBLE_SECONDS + TOLD_SECONDS) / LOOK_SECONDS }, (_, look) => {
    const atSeconds = (look + 1) * LOOK_SECONDS;
    return [QUIET_SECONDS + atSeconds, () => lookAtRule(atSeconds)] as const;
  });
  await shop.play(
    [
      [30, traffic],
      [QUIET_SECONDS, { ...permissionRemoved, lastsSeconds }],
    ],
    looks,
  );
}, 240_000);
afterAll(() => shop.stop());

async function lookAtRule(atSeconds: number): Promise<void> {
  const { id } = await ruleNamed("order-placed");
  const { state, stateReason: reason, classes } = await shop.ask("getRule", { id });
  const { likelyCauses: causes } = await shop.ask("getRuleFigures", { id });
  seen.push({ atSeconds, state, reason, causes, classes: classes.length });
}

async function ruleNamed(name: string) {
  const found = (await shop.ask("listRules", { name, limit: 200 })).items.find((rule) => rule.name === name);
  if (!found) throw new Error(`no rule ${name}`);
  return found;
}

test("a permission removed from a target is on the rule's page within two samples, with the target that refuses", () => {
  const [first] = seen.filter(({ state }) => state === "failing");

  expect(seen[0]).toMatchObject({ state: "ok" });
  expect(first?.atSeconds).toBeLessThanOrEqual(2 * TROUBLE_SECONDS + TOLD_SECONDS);
  expect(first?.reason).toMatch(/^\d deliveries of the last 24 hours failed for good/);
  expect(first?.causes[0]).toBe(
    "The queue loyalty does not let events.amazonaws.com send for this rule: its policy lacks it.",
  );
});

test("its failure stands there even sooner, from the message itself", () => {
  const first = seen.find(({ classes }) => classes > 0);

  expect(first?.atSeconds).toBeLessThanOrEqual(60);
});

test("a replay of the archive of all events to two of its bus's five rules reaches only those, in three accounts", async () => {
  const [archive] = (await shop.ask("listArchives", { name: "everything" })).items;
  const rules = await Promise.all(["to-rehearsal", "everything-to-audit"].map(ruleNamed));
  const until = new Date(shop.worker().now().getTime() - ARCHIVED_SECONDS * 1000).toISOString();
  const from = archive?.createdAt ?? "";
  const plan = await shop.ask(
    "createPlan",
    {
      action: "replay",
      selection: {
        archiveId: archive?.id ?? "",
        from,
        until,
        ruleIds: rules.map(({ id }) => id),
      },
    },
    "operator",
  );
  const before = triggered();

  const wish = { id: plan.id, hash: plan.hash };
  await shop.ask("askForApproval", wish, "operator");
  await shop.ask("approvePlan", wish, "approver");
  const { runId } = await shop.ask("applyPlan", wish, "operator");
  const run = await drivenToItsEnd(runId);

  const news = [...triggered()].filter(([rule, count]) => count > (before.get(rule) ?? 0)).map(([rule]) => rule);
  expect(run).toMatchObject({ reason: null, state: "done", replay: { state: "completed" } });
  expect(news.sort()).toEqual(["everything-to-audit", "rehearse", "to-rehearsal"]);
});

/** EventBridge needs time to replay, and time that passes takes a worker's lease away: another one goes on. */
async function drivenToItsEnd(runId: string) {
  for (let round = 0; round < 12; round++) {
    await Promise.all([driveRun(shop.worker(), runId), shop.pass(30)]);
    const run = await shop.ask("getRun", { id: runId });
    if (run.state !== "running" && run.state !== "waiting" && run.state !== "requested") return run;
  }
  return shop.ask("getRun", { id: runId });
}

/** How often each rule of the whole estate ran so far, as EventBridge counted. */
function triggered(): Map<string, number> {
  const { vended } = shop.simulator.world;
  const counts = new Map<string, number>();
  for (const accountId of ["111111111111", "222222222222", BUS.account.awsAccountId])
    for (const region of ["eu-central-1", "eu-west-1"])
      for (const { name, dimensions, minutes } of vended.metrics.list(accountId, region)) {
        const rule = dimensions.find(({ Name }) => Name === "RuleName")?.Value;
        if (name !== "TriggeredRules" || !rule) continue;
        for (const { sum } of minutes.values()) counts.set(rule, (counts.get(rule) ?? 0) + sum);
      }
  return counts;
}

test.each(Object.entries(ELSEWHERE))("asserted with its part: %s", (_, [file, text]) => {
  expect(readFileSync(file, "utf8")).toMatch(text);
});
