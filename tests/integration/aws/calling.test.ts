import { CreateEventBusCommand } from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AwsSession } from "@/lib/aws/aws";
import { Forbidden, NotFound, Unavailable } from "@/lib/core/errors";
import { arn, furnish } from "./inventory-world";
import { allow, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

const TOPIC = arn("sns", "news");
const BUS = arn("events", "event-bus/shop");
const event = { busArn: BUS, source: "shop", detailType: "Placed", detail: "{}", resources: [], time: null };
const publish = ({ sns }: AwsSession) => sns.publish({ topicArn: TOPIC, message: "hello", attributes: {} });
const put = async ({ events }: AwsSession) => (await events.putEvents([event]))[0];

let sim: SimulatedAws;
beforeEach(async () => {
  sim = await startSimulatedAws({ operate: { policies: [allow(["*"])] } });
  const clients = await furnish(sim.simulator.url);
  await clients.sns.send(new CreateTopicCommand({ Name: "news" }));
  await clients.events.send(new CreateEventBusCommand({ Name: "shop" }));
});
afterEach(() => sim.stop());

const CALLS = [
  ["a notification", "sns:Publish", publish],
  ["an event", "events:PutEvents", put],
] as const;

test.each(CALLS)("%s that was taken has AWS's own id", async (_, __, call) => {
  const result = await call(sim.session());

  expect(result).toMatchObject(
    call === publish ? { kind: "sent", messageId: expect.any(String) } : { kind: "put", eventId: expect.any(String) },
  );
});

test.each(
  CALLS.flatMap(([what, action, call]) => [
    { what, action, call, fault: { kind: "resetAfter" } },
    { what, action, call, fault: { kind: "resetBefore" } },
    { what, action, call, fault: { kind: "5xx", afterEffect: true } },
  ]),
)(
  "when no answer comes to $what ($fault.kind), it is unknown and never sent a second time",
  async ({ action, call, fault }) => {
    await sim.control("POST", "faults", { operation: action, ...fault });

    const result = await call(sim.session());

    expect(result?.kind).toBe("unknown");
    expect(await sim.callCount(action)).toBe(1);
  },
);

test.each(CALLS)("%s that is throttled is refused once, and known not to have been taken", async (_, action, call) => {
  await sim.control("POST", "faults", { operation: action, kind: "throttle" });

  const failure = await call(sim.session()).catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.detail).toMatchObject({ isThrottled: true, effect: "none" });
  expect(await sim.callCount(action)).toBe(1);
});

test.each(CALLS)("%s that is denied names the action", async (_, action, call) => {
  await sim.control("POST", "faults", { operation: action, kind: "accessDenied" });

  const failure = await call(sim.session()).catch((error) => error);

  expect(failure).toBeInstanceOf(Forbidden);
  expect(failure.detail.action).toBe(action);
});

test("of several events each has its own answer: what EventBridge refused is never taken for put", async () => {
  const results = await sim
    .session()
    .events.putEvents([event, { ...event, source: "aws.ec2" }, { ...event, detail: "[]" }, event]);

  expect(results.map(({ kind }) => kind)).toEqual(["put", "rejected", "rejected", "put"]);
  expect(results.slice(1, 3)).toMatchObject([{ code: "NotAuthorizedForSourceException" }, { code: "MalformedDetail" }]);
});

test("a notification that SNS will never take is rejected, and a topic that is gone says so", async () => {
  const { sns } = sim.session();
  const wish = { topicArn: TOPIC, message: "", attributes: {} };

  const empty = await sns.publish(wish);
  const gone = await sns.publish({ ...wish, topicArn: `${TOPIC}-gone`, message: "x" }).catch((error) => error);

  expect(empty).toMatchObject({ kind: "rejected", code: expect.stringContaining("InvalidParameter") });
  expect(gone).toBeInstanceOf(NotFound);
});

test("the targets of a rule that is gone, or of another account's rule, are not there", async () => {
  const { events } = sim.session();

  for (const ruleArn of [arn("events", "rule/gone"), arn("events", "rule/gone").replace(/:\d{12}:/, ":222222222222:")])
    expect(await events.targetsOf(ruleArn).catch((error) => error)).toBeInstanceOf(NotFound);
});
