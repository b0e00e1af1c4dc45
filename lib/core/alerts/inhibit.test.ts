import { expect, test } from "vitest";
import { aPlacedReason, PRODUCTION } from "./cases/reasons";
import { inhibitedBy } from "./inhibit";
import { reasonKey } from "./reason";

const ofPipeline = (id: string) => ({ place: { ...PRODUCTION, pipelines: [{ id, name: id }] } });
const blind = aPlacedReason("account-blind", "shop", { region: null });
const failing = aPlacedReason("pipeline-failing", "Orders", {
  subject: { kind: "pipeline", id: "pl_1", name: "Orders" },
});

test.each([
  ["a blind account", "a class of it", blind, aPlacedReason("class-new", "a"), true],
  ["a blind account", "a loss that was foreseen", blind, aPlacedReason("predicted-loss", "q"), false],
  ["a blind account", "a class of another", blind, aPlacedReason("class-new", "a", { accountId: "acc_2" }), false],
  ["a blind account", "a plan that waits for somebody", blind, aPlacedReason("approval-waiting", "P-1"), false],
  [
    "a blind Region",
    "a class of another Region",
    { ...blind, region: "us-east-1" },
    aPlacedReason("class-new", "a"),
    false,
  ],
  [
    "a silent poller",
    "a silent rule",
    aPlacedReason("poller-silent", "p", { accountId: null }),
    aPlacedReason("rule-silent", "r"),
    true,
  ],
  [
    "a silent poller of one account",
    "a silent queue of another",
    aPlacedReason("poller-silent", "p"),
    aPlacedReason("queue-silent", "q", { accountId: "acc_2" }),
    false,
  ],
  ["a failing pipeline", "its burn", failing, aPlacedReason("budget-burn", "b", ofPipeline("pl_1")), true],
  ["a failing pipeline", "the burn of another", failing, aPlacedReason("budget-burn", "b", ofPipeline("pl_2")), false],
  [
    "a loss that was foreseen",
    "the age of the same queue",
    aPlacedReason("predicted-loss", "q", { queueId: "q" }),
    aPlacedReason("age-threshold", "q", { queueId: "q" }),
    true,
  ],
])("%s quiets %s: by the table", (_, __, cause, reason, is) => {
  const quiet = inhibitedBy([cause, reason], () => true);
  expect(quiet.has(reasonKey(reason))).toBe(is);
  expect(quiet.has(reasonKey(cause))).toBe(false);
  expect(inhibitedBy([cause, reason], (one) => one !== cause).size, "what is silenced quiets nothing").toBe(0);
});

test("what is quieted quiets nothing", () => {
  const burn = aPlacedReason("budget-burn", "b", ofPipeline("pl_1"));
  expect([...inhibitedBy([blind, failing, burn], () => true).keys()]).toHaveLength(2);
  expect([...inhibitedBy([blind, failing, { ...burn, accountId: "acc_2" }], () => true).keys()]).toHaveLength(1);
});
