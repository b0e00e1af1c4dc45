import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runChecks } from "../plans/run-checks";
import { REPLAY_CHECKS } from "./checks";
import type { Impact } from "./hit";
import type { ReplayFacts } from "./replay-facts";

const NOW = new Date("2026-11-21T20:00:00.000Z");
const rule = (name: string, more: Partial<Impact["rules"][number]> = {}) => ({
  arn: `arn:aws:events:eu-west-1:111122223333:rule/${name}`,
  name,
  isEnabled: true,
  doesMatchReplays: true,
  targetCount: 1,
  ...more,
});
const impact: Impact = { rules: [rule("orders")], hits: [], blindSpots: [], loops: [], notes: [], isCut: false };
const facts: ReplayFacts = {
  archive: { name: "all", state: "ENABLED", isDeleted: false, keptSince: "2026-11-01T00:00:00.000Z" },
  from: "2026-11-21T12:00:00.000Z",
  until: "2026-11-21T13:00:00.000Z",
  isAllRules: false,
  impact,
  overlaps: [],
  areReplaysRead: true,
  activeCount: 0,
  estimate: { events: 10, deliveries: 10, basis: "archive-rule", words: "An estimate.", priceUsd: 0.00001 },
  account: { isWritable: true, isProduction: false, operateRoleArn: "arn:aws:iam::111122223333:role/dlo-operate" },
  writesStopped: null,
  blindSince: null,
  now: NOW,
};
const inProduction = { ...facts.account, isProduction: true };
const withImpact = (more: Partial<Impact>) => ({ impact: { ...impact, ...more } });
const LOOP = { leadsToReplayedBus: true, path: ["bus a", "rule b", "event bus a"] };
const BLIND = { arn: "x", words: "Unknown beyond event bus x: nobody reads it.", path: [] };

test("what is as it should be passes", () => {
  expect(runChecks(REPLAY_CHECKS, facts).filter(({ result }) => result !== "pass")).toEqual([]);
});

test.each<[string, Partial<ReplayFacts>, string, string, string]>([
  ["a deleted archive", { archive: { ...facts.archive, isDeleted: true } }, "archive-there", "block", "deleted"],
  [
    "an archive that was never made",
    { archive: { ...facts.archive, state: "CREATE_FAILED" } },
    "archive-there",
    "block",
    "keeps nothing",
  ],
  [
    "an archive that is off",
    { archive: { ...facts.archive, state: "DISABLED" } },
    "archive-there",
    "unproven",
    "switched off",
  ],
  [
    "a time before the archive",
    { archive: { ...facts.archive, keptSince: "2026-11-21T13:00:00.000Z" } },
    "archive-range",
    "block",
    "holds nothing",
  ],
  [
    "a time partly before it",
    { archive: { ...facts.archive, keptSince: "2026-11-21T12:30:00.000Z" } },
    "archive-range",
    "warn",
    "older",
  ],
  [
    "an archive of unknown age",
    { archive: { ...facts.archive, keptSince: null } },
    "archive-range",
    "unproven",
    "not known",
  ],
  ["an end in the future", { until: "2026-11-21T20:00:01.000Z" }, "archive-lag", "block", "future"],
  ["an end that is not archived yet", { until: "2026-11-21T19:55:00.000Z" }, "archive-lag", "block", "10 minutes"],
  [
    "rules that are all off",
    withImpact({ rules: [rule("a", { isEnabled: false })] }),
    "replay-rules",
    "block",
    "nothing would happen",
  ],
  [
    "one rule that is off",
    withImpact({ rules: [rule("a"), rule("b", { isEnabled: false })] }),
    "replay-rules",
    "warn",
    "b is switched off",
  ],
  ["every rule", { isAllRules: true }, "all-rules", "warn", "Every rule of the bus"],
  ["ten active replays", { activeCount: 10 }, "active-replays", "block", "10"],
  ["replays that nobody reads", { areReplaysRead: false }, "replay-overlap", "unproven", "not read"],
  [
    "an overlap",
    { overlaps: [{ name: "n", from: "", until: "", ruleArns: null, words: "R-7 of ada." }] },
    "replay-overlap",
    "warn",
    "R-7 of ada.",
  ],
  ["a loop", withImpact({ loops: [LOOP] }), "replay-loop", "warn", "bus a → rule b → event bus a"],
  [
    "a loop in production",
    { ...withImpact({ loops: [LOOP] }), account: inProduction },
    "replay-loop",
    "block",
    "replayed bus",
  ],
  ["a blind spot", withImpact({ blindSpots: [BLIND] }), "replay-blind", "warn", "Unknown beyond"],
  [
    "a blind spot in production",
    { ...withImpact({ blindSpots: [BLIND] }), account: inProduction },
    "replay-blind",
    "block",
    "nobody here",
  ],
  [
    "an unknown number",
    { estimate: { ...facts.estimate, events: null, words: "Nobody can tell." } },
    "replay-estimate",
    "unproven",
    "Nobody",
  ],
  [
    "a read-only account",
    { account: { ...facts.account, isWritable: false } },
    "account-writable",
    "block",
    "read-only",
  ],
  ["no role", { account: { ...facts.account, operateRoleArn: null } }, "operate-role", "block", "operate role"],
  ["stopped writes", { writesStopped: { by: "ada" } }, "writes-allowed", "block", "ada"],
  ["a blind place", { blindSince: "2026-11-21T19:00:00.000Z" }, "region-seen", "block", "blind"],
])("%s", (_, more, id, result, words) => {
  const found = runChecks(REPLAY_CHECKS, { ...facts, ...more }).find((check) => check.id === id);

  expect(found).toMatchObject({ result, text: expect.stringContaining(words) });
});

test("three blocks can be gone against with a reason, and an end in the future cannot", () => {
  const bad = { ...withImpact({ loops: [LOOP], blindSpots: [BLIND] }), account: inProduction };
  const overrides = REPLAY_CHECKS.overridable.map((check) => ({ check, reason: "it is known what lies there" }));
  const blocksAt = (until: string) =>
    runChecks(REPLAY_CHECKS, { ...facts, ...bad, until }, overrides).flatMap(({ id, result }) =>
      result === "block" ? [id] : [],
    );

  expect(blocksAt("2026-11-21T19:55:00.000Z")).toEqual([]);
  expect(blocksAt("2026-11-21T20:55:00.000Z")).toEqual(["archive-lag"]);
});

test("every check of a replay is in docs/checks.md", () => {
  const told = readFileSync("docs/checks.md", "utf8");

  expect(Object.keys(REPLAY_CHECKS.rules).filter((id) => !told.includes(`\`${id}\``))).toEqual([]);
});
