import { expect, test } from "vitest";
import { START, TestRegion } from "./test-region";

test("after thousands of messages that nobody received the others come in their order, each once", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders", { MessageRetentionPeriod: "60" });
  for (let second = 0; second < 3000; second++) {
    aws.pass(1);
    aws.send(queue, String(second));
  }

  const bodies: string[] = [];
  for (let some = aws.bodies(queue); some.length > 0; some = aws.bodies(queue)) bodies.push(...some);

  expect(aws.now).toBe(START + 3_000_000);
  expect(bodies).toEqual(Array.from({ length: 60 }, (_, place) => String(2940 + place)));
});
