import { expect, test } from "vitest";
import type { DoorAnswer } from "@/lib/core/coverage/dead-letter-door";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import { hopWords, type QueueFacts } from "./hop";

const PLACE = "eu-central-1:111122223333";
const RULE = `arn:aws:events:${PLACE}:rule/shop/orders`;
const DLQ = `arn:aws:sqs:${PLACE}:orders-dlq`;

const aTarget = (more: Partial<RuleTarget> = {}): RuleTarget => ({
  id: "a",
  arn: `arn:aws:lambda:${PLACE}:function:ship`,
  roleArn: null,
  deadLetterArn: null,
  maxRetries: null,
  maxAgeSeconds: null,
  input: "event",
  inputSha256: null,
  messageGroupId: null,
  ...more,
});
const there = (answer: DoorAnswer["answer"], by: DoorAnswer["by"]): QueueFacts => ({
  state: "there",
  door: { answer, by },
});

test.each([
  ["AWS's defaults, and nowhere to go", aTarget(), null, "lost", "24 h or 185 attempts, then lost"],
  [
    "a queue that takes them",
    aTarget({ deadLetterArn: DLQ }),
    there("opens", null),
    "queue",
    "24 h or 185 attempts, then orders-dlq",
  ],
  [
    "settings of its own",
    aTarget({ deadLetterArn: DLQ, maxRetries: 3, maxAgeSeconds: 90 }),
    there("opens", null),
    "queue",
    "1 min 30 s or 3 attempts, then orders-dlq",
  ],
  ["no retry", aTarget({ maxRetries: 0 }), null, "lost", "one attempt, then lost"],
  ["one retry", aTarget({ maxRetries: 1, maxAgeSeconds: 3600 }), null, "lost", "1 h or one more attempt, then lost"],
  [
    "a queue whose policy lets nobody in",
    aTarget({ deadLetterArn: DLQ }),
    there("refuses", "policy"),
    "queue-refuses",
    "24 h or 185 attempts, then lost: orders-dlq does not let EventBridge send for this rule",
  ],
  [
    "a queue with AWS's own key",
    aTarget({ deadLetterArn: DLQ }),
    there("refuses", "managed-key"),
    "queue-refuses",
    expect.stringContaining("a key that EventBridge may not use"),
  ],
  [
    "a queue that is gone",
    aTarget({ deadLetterArn: DLQ }),
    { state: "gone" as const, door: null },
    "queue-gone",
    "24 h or 185 attempts, then lost: orders-dlq is gone",
  ],
  [
    "a queue where nobody could look",
    aTarget({ deadLetterArn: DLQ }),
    { state: "unknown" as const, door: null },
    "unknown",
    "24 h or 185 attempts, then orders-dlq, if it is there and lets EventBridge in: nobody could look",
  ],
  [
    "a queue that whoever asks may not see",
    aTarget({ deadLetterArn: DLQ }),
    { ...there("refuses", "policy"), isHidden: true },
    "unknown",
    "24 h or 185 attempts, then orders-dlq, if it lets EventBridge in: your rights do not reach that queue",
  ],
  [
    "a queue with a customer's key",
    aTarget({ deadLetterArn: DLQ }),
    there("possible", "key"),
    "unknown",
    expect.stringContaining("only KMS can tell"),
  ],
  [
    "a FIFO queue",
    aTarget({ deadLetterArn: `${DLQ}.fifo` }),
    there("opens", null),
    "queue-refuses",
    expect.stringContaining("is a FIFO queue"),
  ],
  [
    "a queue of another Region",
    aTarget({ deadLetterArn: "arn:aws:sqs:us-east-1:111122223333:far" }),
    there("opens", null),
    "queue-refuses",
    expect.stringContaining("lies in us-east-1"),
  ],
])("with %s, where the rule gives up is told", (_, target, queue, givesUp, sentence) => {
  expect(hopWords(RULE, target, queue)).toMatchObject({ givesUp, sentence });
});

test("an error that is not retried is told apart: it gives up at once", () => {
  expect(hopWords(RULE, aTarget(), null).atOnceWords).toMatch(/is not retried: such an event is lost at once\.$/);
  expect(hopWords(RULE, aTarget({ deadLetterArn: DLQ }), there("opens", null)).atOnceWords).toMatch(
    /goes to orders-dlq at once\.$/,
  );
});

test("taken is not done: what a function fails at later never comes to the rule's queue, and that is said", () => {
  const queue = { arn: `arn:aws:sqs:${PLACE}:orders` };

  expect(hopWords(RULE, aTarget(), null).beyondWords).toMatch(/Lambda tries it again .* never into this rule's queue/);
  expect(hopWords(RULE, aTarget(queue), null).beyondWords).toBeNull();
});
