import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aGate } from "../plans/checks/a-plan";
import { runChecks } from "../plans/run-checks";
import { returnSeconds, runSeconds } from "./durations";
import { EXECUTION_CHECKS } from "./execution-checks";
import type { ExecutionFacts, PlannedExecution } from "./execution-facts";
import { failedAgainst } from "./failed-against";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

function anExecution(over: Partial<PlannedExecution> = {}): PlannedExecution {
  return {
    ...{ name: "order-1", stoppedAt: minutesAgo(60), nowStatus: "failed", redriveStatus: "REDRIVABLE" },
    ...{ redriveReason: null, failedState: "Pay", redriveCount: 0, lookedAt: minutesAgo(3) },
    ...over,
  };
}
/** A redrive of two executions that nothing speaks against; the gate is not asked. */
function facts(over: Partial<ExecutionFacts> = {}): ExecutionFacts {
  return {
    driver: "redrive-execution",
    executions: [anExecution(), anExecution({ name: "order-2" })],
    leftOut: [],
    machine: {
      ...{ name: "checkout", type: "STANDARD", isDeleted: false },
      ...{ isDefinitionKnown: true, definitionChange: null },
    },
    gate: null,
    openElsewhere: [],
    unanswered: [],
    account: { isWritable: true, operateRoleArn: "arn:aws:iam::111111111111:role/dlo-operate" },
    writesStopped: null,
    blindSince: null,
    takesAboutSeconds: 60,
    now: NOW,
    ...over,
  };
}
const machine = facts().machine;
const with1 = (over: Partial<PlannedExecution>) => ({ executions: [anExecution(over), anExecution()] });
const change = { at: minutesAgo(5).toISOString(), text: "definition changed", by: null };

test("a plan that nothing speaks against has no block, no warning and nothing unproven", () => {
  expect(new Set(runChecks(EXECUTION_CHECKS, facts()).map(({ result }) => result))).toEqual(new Set(["pass"]));
});

test.each<[string, string, Partial<ExecutionFacts>, string, RegExp]>([
  ["stopped writes", "writes-allowed", { writesStopped: { by: "Ada" } }, "block", /stopped by Ada/],
  [
    "a read-only account",
    "account-writable",
    { account: { isWritable: false, operateRoleArn: "x" } },
    "block",
    /read-only/,
  ],
  [
    "no operate role",
    "operate-role",
    { account: { isWritable: true, operateRoleArn: null } },
    "block",
    /no operate role/,
  ],
  ["a blind Region", "region-seen", { blindSince: minutesAgo(9).toISOString() }, "block", /blind/],
  [
    "another run",
    "not-in-another-run",
    { openElsewhere: [{ runNumber: 7, count: 1 }] },
    "block",
    /1 of these are in run R-7/,
  ],
  ["a machine that is gone", "machine-there", { machine: { ...machine, isDeleted: true } }, "block", /was deleted/],
  ["an express machine", "machine-there", { machine: { ...machine, type: "EXPRESS" } }, "block", /express/],
  [
    "one that was redriven meanwhile",
    "still-failed",
    with1({ nowStatus: "succeeded-after-redrive" }),
    "block",
    /1 of 2 moved on \(order-1\).*succeeded/,
  ],
  [
    "one that is too old",
    "redrivable",
    with1({ stoppedAt: minutesAgo(14 * 24 * 60 + 1) }),
    "block",
    /1 of 2 cannot be redriven \(order-1\).*14 days/,
  ],
  [
    "one with too long a history",
    "redrivable",
    with1({ redriveStatus: "NOT_REDRIVABLE", redriveReason: "Execution history event limit exceeded." }),
    "block",
    /event limit exceeded/,
  ],
  ["a child of a map run", "redrivable", with1({ redriveStatus: "REDRIVABLE_BY_MAP_RUN" }), "block", /Distributed Map/],
  ["one that nobody asked about", "redrivable", with1({ redriveStatus: null, lookedAt: null }), "unproven", /1 of 2/],
  ["an answer of an hour ago", "redrivable", with1({ lookedAt: minutesAgo(60) }), "unproven", /60 min ago/],
  [
    "a deadline before the end of the run",
    "redrive-deadline",
    { ...with1({ stoppedAt: minutesAgo(14 * 24 * 60 - 1) }), takesAboutSeconds: 600 },
    "warn",
    /until 12:01 UTC, before the run would reach its end in about 10 min/,
  ],
  [
    "a definition that was mended since",
    "same-definition",
    { machine: { ...machine, definitionChange: change } },
    "warn",
    /changed at 11:55 UTC.*a fix in the definition is not used/,
  ],
  [
    "a definition that nobody can read",
    "same-definition",
    { machine: { ...machine, isDefinitionKnown: false } },
    "unproven",
    /cannot be read/,
  ],
  [
    "new executions",
    "done-twice",
    { driver: "start-execution", ...with1({ failedState: "Ship" }) },
    "warn",
    /They failed in Ship, Pay/,
  ],
  [
    "those left out",
    "left-out",
    { leftOut: [{ why: "It ended long ago.", count: 3 }] },
    "warn",
    /3 are left out: It ended/,
  ],
  ["one that failed again", "came-back", with1({ redriveCount: 1 }), "warn", /1 of these failed again/],
  ["one in a loop", "came-back", with1({ redriveCount: 4 }), "block", /one after 4: they go round/],
  ["functions that are as they were", "gate", { gate: aGate() }, "block", /Nothing changed in checkout-worker/],
])("%s: %s", (_, id, over, result, text) => {
  expect(runChecks(EXECUTION_CHECKS, facts(over)).find((check) => check.id === id)).toMatchObject({
    result,
    text: expect.stringMatching(text),
  });
});

test("new executions are not asked whether the old ones can be redriven", () => {
  const asked = runChecks(
    EXECUTION_CHECKS,
    facts({ driver: "start-execution", ...with1({ redriveStatus: "NOT_REDRIVABLE" }) }),
  );

  expect(asked.map(({ id }) => id)).not.toContain("redrivable");
  expect(asked.filter(({ result }) => result === "block")).toEqual([]);
});

test("blocks come first, and one that may be gone against is a warning with its reason", () => {
  const reason = "the bank is back";

  const checks = runChecks(EXECUTION_CHECKS, facts({ gate: aGate(), writesStopped: { by: "Ada" } }), [
    { check: "gate", reason },
    { check: "writes-allowed", reason },
  ]);

  expect(checks[0]).toMatchObject({ id: "writes-allowed", result: "block" });
  expect(checks.find(({ id }) => id === "gate")).toMatchObject({ result: "warn", overriddenBecause: reason });
  expect(Object.keys(EXECUTION_CHECKS.rules)).toEqual(expect.arrayContaining([...EXECUTION_CHECKS.overridable]));
});

test("every check of executions is in docs/checks.md", () => {
  const told = readFileSync("docs/checks.md", "utf8");

  expect(Object.keys(EXECUTION_CHECKS.rules).filter((id) => !told.includes(`\`${id}\``))).toEqual([]);
});

test("an execution whose last try may straddle a change is neither changed nor unchanged", () => {
  const ended = [10, 20, 40].map((minutes) => ({ stoppedAt: minutesAgo(minutes) }));
  const span = { unchangedSince: minutesAgo(30).toISOString(), changedAfter: minutesAgo(30).toISOString() };

  expect(failedAgainst(ended, span, 15 * 60_000)).toEqual({ unchangedCount: 1, changedCount: 1 });
  expect(failedAgainst(ended, { unchangedSince: null, changedAfter: null }, 0)).toEqual({
    unchangedCount: 0,
    changedCount: 0,
  });
});

test("how long a failure takes is read off those that failed the first time, and nobody guesses it", () => {
  const took = (seconds: number, redriveCount: number | null = 0) => ({
    ...{ startedAt: new Date(0), stoppedAt: new Date(seconds * 1000), redriveCount },
  });

  expect(returnSeconds([...Array.from({ length: 9 }, () => took(4)), took(3600), took(90_000, 1)])).toBe(4);
  expect(returnSeconds([took(90_000, 1)])).toBeNull();
  expect(runSeconds({ count: 111, ratePerSecond: 10, windowSeconds: 60 })).toBe(12 + 2 * 60);
});
