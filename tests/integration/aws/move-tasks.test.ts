import { afterEach, beforeEach, expect, test } from "vitest";
import { Unavailable } from "@/lib/core/errors";
import { eventually } from "../../support/process";
import { aQueue, aQueueWithDlq, arnOf, fill, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

let sim: SimulatedAws;
beforeEach(async () => {
  sim = await startSimulatedAws();
});
afterEach(() => sim.stop());

test("a move task is started, seen while it runs, and seen when it is done", async () => {
  const { dlqUrl, sourceUrl } = await aQueueWithDlq(sim.root, "orders");
  await fill(sim.root, dlqUrl, ["a", "b", "c"]);
  const { sqs } = sim.session();

  const handle = await sqs.startMoveTask({ deadLetterQueueArn: arnOf("orders-dlq"), destinationArn: arnOf("orders") });

  const done = await eventually(async () => {
    const [task] = await sqs.moveTasks(arnOf("orders-dlq"));
    return task?.status === "COMPLETED" ? task : undefined;
  });
  expect(handle).not.toBe("");
  expect(done).toMatchObject({ handle: null, destinationArn: arnOf("orders"), movedCount: 3, failureReason: null });
  expect((await sqs.attributes(sourceUrl)).visible).toBe(3);
});

test("a second task for the same queue is refused in AWS's words", async () => {
  const { dlqUrl } = await aQueueWithDlq(sim.root, "orders");
  await fill(
    sim.root,
    dlqUrl,
    Array.from({ length: 20 }, (_, index) => `${index}`),
  );
  const wish = { deadLetterQueueArn: arnOf("orders-dlq"), destinationArn: arnOf("orders"), ratePerSecond: 1 };
  const { sqs } = sim.session();
  await sqs.startMoveTask(wish);

  const failure = await sqs.startMoveTask(wish).catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.detail).toMatchObject({ effect: "none", retryable: false });
  expect(failure.message).toContain("already a task running");
});

test("a cancelled task tells how many it had moved", async () => {
  const { dlqUrl } = await aQueueWithDlq(sim.root, "orders");
  await fill(
    sim.root,
    dlqUrl,
    Array.from({ length: 20 }, (_, index) => `${index}`),
  );
  const { sqs } = sim.session();
  const handle = await sqs.startMoveTask({
    deadLetterQueueArn: arnOf("orders-dlq"),
    destinationArn: arnOf("orders"),
    ratePerSecond: 1,
  });

  const movedCount = await sqs.cancelMoveTask(handle);

  expect(movedCount).toBeLessThan(20);
});

test("a start whose answer is lost is made once and said to be unknown", async () => {
  await aQueueWithDlq(sim.root, "orders");
  await sim.control("POST", "faults", { operation: "sqs:StartMessageMoveTask", kind: "resetAfter" });

  const failure = await sim
    .session()
    .sqs.startMoveTask({ deadLetterQueueArn: arnOf("orders-dlq"), destinationArn: arnOf("orders") })
    .catch((error) => error);

  expect(failure.detail.effect).toBe("unknown");
  expect(await sim.callCount("sqs:StartMessageMoveTask")).toBe(1);
});

test("a queue that nothing dead-letters into is refused", async () => {
  await aQueue(sim.root, "orders");

  const failure = await sim
    .session()
    .sqs.startMoveTask({ deadLetterQueueArn: arnOf("orders") })
    .catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.message).toContain("must be configured as a Dead Letter Queue");
});
