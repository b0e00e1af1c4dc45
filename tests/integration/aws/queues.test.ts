import { DeleteQueueCommand, GetQueueAttributesCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Forbidden, NotFound, Unavailable } from "@/lib/core/errors";
import { aQueue, aQueueWithDlq, arnOf, fill, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

let sim: SimulatedAws;
beforeEach(async () => {
  sim = await startSimulatedAws();
});
afterEach(() => sim.stop());

const look = { maxCount: 10, waitSeconds: 1, visibilitySeconds: 30 };

test("more than a thousand queues are all listed", async () => {
  const names = Array.from({ length: 1_050 }, (_, index) => `queue-${index}`);
  for (let start = 0; start < names.length; start += 50)
    await Promise.all(names.slice(start, start + 50).map((name) => aQueue(sim.root, name)));

  const urls = await sim.session({ role: "read" }).sqs.listQueueUrls();

  expect(new Set(urls).size).toBe(1_050);
});

test("counters, settings and tags of a queue are told", async () => {
  const { dlqUrl, sourceUrl } = await aQueueWithDlq(sim.root, "orders");
  await fill(sim.root, dlqUrl, ["a", "b", "c"]);
  await sim.root.send(new TagQueueCommand({ QueueUrl: sourceUrl, Tags: { team: "shop" } }));
  const { sqs } = sim.session({ role: "read" });

  const [dlq, source, tags] = [
    await sqs.attributes(dlqUrl),
    await sqs.attributes(sourceUrl),
    await sqs.tags(sourceUrl),
  ];

  expect(dlq).toMatchObject({ arn: arnOf("orders-dlq"), visible: 3, inFlight: 0, delayed: 0 });
  expect(Math.abs(dlq.createdAt.getTime() - Date.now())).toBeLessThan(5_000);
  expect(JSON.parse(source.settings.RedrivePolicy ?? "{}")).toMatchObject({ deadLetterTargetArn: arnOf("orders-dlq") });
  expect(tags).toEqual({ team: "shop" });
});

test("a queue that was deleted is not found", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await sim.root.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));

  const failure = await sim
    .session({ role: "read" })
    .sqs.attributes(queueUrl)
    .catch((error) => error);

  expect(failure).toBeInstanceOf(NotFound);
  expect(failure.code).toBe("aws-not-found");
});

test("an empty queue gives no messages", async () => {
  const queueUrl = await aQueue(sim.root, "orders");

  const messages = await sim.session({ role: "inspect" }).sqs.receive(queueUrl, { ...look, waitSeconds: 0 });

  expect(messages).toEqual([]);
});

test("messages given back are visible at once", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await fill(
    sim.root,
    queueUrl,
    Array.from({ length: 25 }, (_, index) => `body ${index}`),
  );
  const { sqs } = sim.session({ role: "inspect" });
  const held = (await Promise.all([1, 2, 3].map(() => sqs.receive(queueUrl, look)))).flat();

  const unreleased = await sqs.release(
    queueUrl,
    held.map((message) => message.receiptHandle),
  );

  const counters = await sim.root.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] }));
  expect(unreleased).toEqual([]);
  expect(counters.Attributes).toMatchObject({
    ApproximateNumberOfMessages: "25",
    ApproximateNumberOfMessagesNotVisible: "0",
  });
});

test("a handle that cannot be given back is named, the others are given back", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await fill(sim.root, queueUrl, ["a"]);
  const { sqs } = sim.session({ role: "inspect" });
  const [message] = await sqs.receive(queueUrl, look);

  const unreleased = await sqs.release(queueUrl, [message?.receiptHandle ?? "", "no handle at all"]);

  expect(unreleased).toEqual(["no handle at all"]);
});

test("giving back goes on after the work was told to stop", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await fill(sim.root, queueUrl, ["a"]);
  const stop = new AbortController();
  const { sqs } = sim.session({ role: "inspect", signal: stop.signal });
  const [message] = await sqs.receive(queueUrl, look);
  stop.abort();

  const unreleased = await sqs.release(queueUrl, [message?.receiptHandle ?? ""]);

  expect(unreleased).toEqual([]);
});

test("a long poll ends at once when the work is told to stop", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  const stop = new AbortController();
  const { sqs } = sim.session({ role: "inspect", signal: stop.signal });
  const startedAt = performance.now();
  setTimeout(() => stop.abort(), 300);

  const failure = await sqs.receive(queueUrl, { ...look, waitSeconds: 20 }).catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.detail.isStopped).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test("each deleted message is confirmed, and a bad handle is a failure of its own", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await fill(sim.root, queueUrl, ["a"]);
  const { sqs } = sim.session();
  const [message] = await sqs.receive(queueUrl, look);

  const results = await sqs.delete(queueUrl, [message?.receiptHandle ?? "", "garbage"]);

  expect(results).toMatchObject([{ kind: "deleted" }, { kind: "failed", isDenied: false }]);
});

test("a denied delete says that it was denied, for each message", async () => {
  const queueUrl = await aQueue(sim.root, "orders");

  const results = await sim.session({ role: "inspect" }).sqs.delete(queueUrl, ["h1", "h2"]);

  expect(results).toMatchObject([
    { kind: "failed", isDenied: true },
    { kind: "failed", isDenied: true },
  ]);
});

test("a delete whose answer is lost each time is unknown, not failed", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await fill(sim.root, queueUrl, ["a"]);
  const { sqs } = sim.session();
  const [message] = await sqs.receive(queueUrl, look);
  await sim.control("POST", "faults", { operation: "sqs:DeleteMessageBatch", kind: "resetAfter" });

  const results = await sqs.delete(queueUrl, [message?.receiptHandle ?? ""]);

  expect(results).toMatchObject([{ kind: "unknown" }]);
});

test("throttled looks slow the account down and succeed", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await sim.control("POST", "faults", { operation: "sqs:GetQueueAttributes", kind: "throttle", until: 1 });
  sim.aws.takeUsage();

  await sim.session({ role: "read", purpose: "depth" }).sqs.attributes(queueUrl);

  const looks = sim.aws.takeUsage().filter((count) => count.action === "sqs:GetQueueAttributes");
  expect(looks).toMatchObject([{ calls: 2, units: 2, purpose: "depth" }]);
});

test("what stays throttled is unavailable for now", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await sim.control("POST", "faults", { operation: "sqs:GetQueueAttributes", kind: "throttle" });

  const failure = await sim
    .session({ role: "read" })
    .sqs.attributes(queueUrl)
    .catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.detail).toMatchObject({ isThrottled: true, retryable: true });
});

test("one denied action leaves the others of the account alone", async () => {
  await sim.control("POST", "faults", { operation: "cloudwatch:GetMetricData", kind: "accessDenied" });
  const session = sim.session({ role: "read" });

  const failure = await session.cloudwatch.queueMetrics(["orders"], ["age"], minutesAgo(5), new Date()).catch((e) => e);
  const urls = await session.sqs.listQueueUrls();

  expect(failure).toBeInstanceOf(Forbidden);
  expect(failure.detail.action).toBe("cloudwatch:GetMetricData");
  expect(urls).toEqual([]);
});

test("usage is taken once", async () => {
  await sim.session({ role: "read", purpose: "discover" }).sqs.listQueueUrls();

  const [first, second] = [sim.aws.takeUsage(), sim.aws.takeUsage()];

  expect(first.map((count) => [count.action, count.purpose, count.calls, count.units])).toEqual([
    ["sts:AssumeRole", "discover", 1, 0],
    ["sqs:ListQueues", "discover", 1, 1],
  ]);
  expect(second).toEqual([]);
});

function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000);
}
