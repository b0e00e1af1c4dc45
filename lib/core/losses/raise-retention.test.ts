import { expect, test } from "vitest";
import { keptAsCodeBy, retentionAsCode, retentionChange, retentionText } from "./raise-retention";
import { rescueOutcome } from "./rescue-outcome";

const queue = {
  name: "orders-dlq",
  url: "https://sqs.x/1/o'dlq",
  region: "eu-central-1",
  isFifo: false,
  retentionSeconds: 345_600,
};

test("the change is to the longest that SQS allows, as AWS writes it", () => {
  expect(retentionChange(queue)).toEqual({ setting: "MessageRetentionPeriod", before: "345600", after: "1209600" });
});

test("the same change as code names the queue, and a quote in the URL stays one argument of the shell", () => {
  const code = retentionAsCode(queue);

  expect(code.terraform).toContain("message_retention_seconds = 1209600");
  expect(code.cloudFormation).toContain("MessageRetentionPeriod: 1209600");
  expect(code.cli).toContain("--queue-url 'https://sqs.x/1/o'\\''dlq' --attributes MessageRetentionPeriod=1209600");
});

test.each([
  [{ "aws:cloudformation:stack-name": "shop" }, "the CloudFormation stack shop"],
  [{ ManagedBy: "terraform" }, "Terraform"],
  [{ team: "orders" }, null],
])("tags %o say that the queue is kept as code by %s", (tags, keeper) => {
  expect(keptAsCodeBy(tags)).toBe(keeper);
});

test.each([
  [345_600, "4 d"],
  [43_200, "12 h"],
  [5400, "90 min"],
  [61, "61 s"],
])("%d seconds read as %s", (seconds, text) => expect(retentionText(seconds)).toBe(text));

test.each([
  [{ copiedCount: 900, savedCount: 900, waitingCount: 900, isFifo: false }, "Rescued 900."],
  [{ copiedCount: 10, savedCount: 30, waitingCount: 30, isFifo: false }, "Rescued 10. 20 had a copy before."],
  [
    { copiedCount: 884, savedCount: 884, waitingCount: 900, isFifo: true },
    "Rescued 884 of about 900. About 16 could not be reached: they stand behind the heads of their message groups.",
  ],
])("a rescue names what it did not reach (%#)", (counts, text) => expect(rescueOutcome(counts).text).toBe(text));
