import { expect, test } from "vitest";
import type { Claimed } from "./draining/effect";
import type { Work } from "./driver";
import { callingEffect } from "./place-call";

const A = "arn:aws:sqs:eu-central-1:111111111111:a";
const B = "arn:aws:sqs:eu-central-1:111111111111:b";

/** A message that the plan sends to `a`, and whose letter says where it goes. */
const claimed = { item: { destinationArn: A } } as Claimed;
const workWith = (destinationArns: readonly string[]) => ({ plan: { detail: { destinationArns } } }) as unknown as Work;

test.each([
  ["another place than was frozen for it, also one of the plan's own", [A, B], B],
  ["a place that the plan does not have", [B], A],
])("a letter that calls %s is rejected without a call", async (_, destinationArns, placeArn) => {
  const work = workWith(destinationArns);
  const effect = callingEffect(work, () => ({ kind: "send", placeArn, message: { body: "x", attributes: {} } }));

  const [batch = []] = effect.batches([claimed]);

  expect(await effect.perform(work, batch)).toEqual([
    { kind: "rejected", reason: `it names ${placeArn}, and the plan ${A}` },
  ]);
});
