import { expect, test } from "vitest";
import { placeOfReason } from "./subject-place";

const nothing = { queueId: null, classId: null, accountId: null };

test.each([
  ["class", "fc_1", {}, "/failures/fc_1"],
  ["queue", "q_1", {}, "/queues/q_1"],
  ["rule", "res_1", {}, "/events/rules/res_1"],
  ["run", "run_1", {}, "/runs/run_1"],
  ["plan", "pln_1", {}, "/approvals"],
  ["plan", "apr_1", {}, "/approvals/apr_1"],
  ["poller", "sampleDepth", {}, "/settings?tab=pollers"],
  ["alarm", "arn:aws:cloudwatch:eu-west-1:1:alarm:x", { queueId: "q_2" }, "/queues/q_2"],
  ["alarm", "arn:aws:cloudwatch:eu-west-1:1:alarm:x", {}, undefined],
  ["rule", "arn:aws:events:eu-west-1:1:rule/x", {}, undefined],
] as const)("a reason about a %s (%s) leads to its page", (kind, id, parts, place) => {
  expect(placeOfReason({ ...nothing, ...parts, subject: { kind, id, name: "x" } })).toBe(place);
});
