import { expect, test } from "vitest";
import { aPlacedReason, PRODUCTION } from "./cases/reasons";
import { inhibitedBy } from "./inhibit";
import type { PlacedReason } from "./known";
import { reasonKey } from "./reason";

const ofPipeline = (id: string) => ({ place: { ...PRODUCTION, pipelines: [{ id, name: id }] } });
const blind = aPlacedReason("account-blind", "shop", { region: null });
const failing = aPlacedReason("pipeline-failing", "Orders", {
  subject: { kind: "pipeline", id: "pl_1", name: "Orders" },
});
const poller = (name: string, over: Partial<PlacedReason>) =>
  aPlacedReason("poller-silent", name, { subject: { kind: "poller", id: name, name }, ...over });

test.each<[string, string, PlacedReason, PlacedReason, boolean]>([
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
    poller("watchActivity", { accountId: null, region: null }),
    aPlacedReason("rule-silent", "r"),
    true,
  ],
  [
    "a silent poller that reads no rule",
    "a silent rule",
    poller("sealAuditLog", { accountId: null, region: null }),
    aPlacedReason("rule-silent", "r"),
    false,
  ],
  [
    "a silent poller of one Region",
    "a silent rule of another",
    poller("watchActivity", { region: "us-east-1" }),
    aPlacedReason("rule-silent", "r"),
    false,
  ],
  [
    "an account that is blind in two Regions",
    "a class of a third",
    { ...blind, ties: ["blind-region:us-east-1", "blind-region:us-west-2"] },
    aPlacedReason("class-new", "a"),
    false,
  ],
  [
    "an account that is blind in two Regions",
    "a class of one of them",
    { ...blind, ties: ["blind-region:us-east-1", "blind-region:eu-central-1"] },
    aPlacedReason("class-new", "a"),
    true,
  ],
  [
    "a blind Region",
    "a pipeline that fails in another, by what its evidence names",
    { ...blind, region: "us-east-1" },
    { ...failing, region: null, arn: "arn:aws:sqs:eu-central-1:111111111111:orders-dlq" },
    false,
  ],
  [
    "a silent poller of one account",
    "a silent queue of another",
    poller("sampleDepth", {}),
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
