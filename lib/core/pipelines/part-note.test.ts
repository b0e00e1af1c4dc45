import { expect, test } from "vitest";
import {
  aBus,
  aFunction,
  aMapping,
  aQueue,
  aRule,
  aSchedule,
  aSubscription,
  aTarget,
  busArn,
  queueArn,
} from "../coverage/cases/a-graph";
import type { Resource } from "../inventory/resource";
import { partNote } from "./part-note";

const dlq = queueArn("orders-dlq");

test.each<[Resource, string | null]>([
  [aQueue("orders", { deadLetterTargetArn: dlq, maxReceiveCount: 5 }), "maxReceiveCount 5, then orders-dlq"],
  [aQueue("orders"), "No dead-letter queue: what fails waits here until it is too old."],
  [
    aRule("r", { targets: [aTarget({ maxRetries: 3, maxAgeSeconds: 3600, deadLetterArn: dlq })] }),
    "Tries again up to 3 times within 1 h, then orders-dlq.",
  ],
  [
    aRule("r", { targets: [aTarget(), aTarget({ id: "b", deadLetterArn: dlq })] }),
    "2 targets, 1 of them with a dead-letter queue.",
  ],
  [aRule("r", { targets: [aTarget({ arn: busArn("hub") })] }), "Goes on with the rules of the bus hub."],
  [aRule("r", { isEnabled: false }), "Switched off. No target."],
  [aSubscription("s", { deadLetterArn: dlq }), "Tries for 23 days, then orders-dlq."],
  [aSubscription("s", { isConfirmed: false }), "Not confirmed: it gets nothing."],
  [aSchedule("s", { maxRetries: 0 }), "Tries once, then it is lost."],
  [aMapping("m", { isEnabled: false }), "Switched off. Up to 10 at once."],
  [aFunction("f", { deadLetterArn: dlq }), "What fails asynchronously goes to orders-dlq."],
  [aFunction("f"), null],
  [aBus("default"), null],
])("of %o is said how often it tries and where it gives up", (resource, note) => {
  expect(partNote(resource)).toBe(note);
});
