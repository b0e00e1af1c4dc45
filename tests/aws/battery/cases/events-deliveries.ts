import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, memory, seen } from "../case";
import { aBus, aim, aRoute, aRule, arrivals, bodyOf, letIn, put } from "../events-bench";
import { verdict } from "../outcome";
import { aQueue } from "../sqs-bench";

const PUT = "EventBridge API Reference, PutEvents; PutEventsResultEntry";
const DLQ = "EventBridge User Guide, Using dead-letter queues to process undelivered events";
const TRANSFORM = "EventBridge User Guide, Amazon EventBridge input transformation";
const ANY = { source: [{ prefix: "" }] };

const codesOf = (entries: readonly { ErrorCode?: string; EventId?: string }[] = []) =>
  entries.map(({ ErrorCode, EventId }) => ErrorCode ?? (EventId ? "ok" : "nothing"));

/** A rule whose target cannot be reached, and the queue where what could not be delivered goes. */
async function aBrokenRoute(bench: Bench, hasTarget: boolean) {
  const bus = await aBus(bench);
  const rule = await aRule(bench, bus, ANY);
  const dlq = await aQueue(bench, "dlq");
  await letIn(bench, dlq, "events", rule.arn);
  const arn = hasTarget ? (await aQueue(bench, "locked")).arn : bench.arn("sqs", bench.name("absent"));
  await aim(bench, rule, { Id: "broken", Arn: arn, DeadLetterConfig: { Arn: dlq.arn } });
  return { bus, rule, dlq, targetArn: arn };
}

async function deadLetterOf(bench: Bench, hasTarget: boolean) {
  const route = await aBrokenRoute(bench, hasTarget);
  const { Entries = [] } = await put(bench, route.bus, [{ detail: { order: 7 } }]);
  const [message] = await arrivals(bench, route.dlq, 1);
  return { ...route, eventId: Entries[0]?.EventId, message, attributes: message?.MessageAttributes ?? {} };
}

async function transformed(bench: Bench, target: object, detail: unknown): Promise<string | undefined> {
  const { bus, queue } = await aRoute(bench, ANY, target);
  await put(bench, bus, [{ detail }]);
  return (await arrivals(bench, queue, 1))[0]?.Body;
}

/** The body, unless it is a whole event, whose id and time are always others. */
function bodyUnlessEvent(body: string | undefined): unknown {
  const value: unknown = JSON.parse(body ?? "null");
  return typeof value === "object" && value !== null && "detail-type" in value ? "the whole event" : value;
}

const putting = casesOf("events", "PutEvents", [
  {
    id: "event-envelope",
    title: "a queue gets the event in its envelope",
    cites: documented("EventBridge User Guide, AWS service event metadata"),
    run: async (bench) => {
      const { bus, queue } = await aRoute(bench, ANY);
      const Time = new Date("2026-11-01T00:00:00Z");
      const { Entries = [] } = await put(bench, bus, [{ detail: { order: 7 }, Resources: ["arn:aws:one"], Time }]);
      const { id, account, region, ...event } = bodyOf((await arrivals(bench, queue, 1))[0]);
      return { event, same: [id === Entries[0]?.EventId, account === bench.accountId, region === bench.region] };
    },
    expected: {
      event: {
        version: "0",
        source: "battery.orders",
        "detail-type": "Order placed",
        time: "2026-11-01T00:00:00Z",
        resources: ["arn:aws:one"],
        detail: { order: 7 },
      },
      same: [true, true, true],
    },
  },
  {
    id: "entries-alone",
    title: "each entry fails alone: a detail that is no JSON is MalformedDetail",
    cites: documented(PUT),
    run: async (bench) => {
      const { FailedEntryCount, Entries } = await put(bench, await aBus(bench), [{}, { Detail: "{" }, {}]);
      return [FailedEntryCount, codesOf(Entries)];
    },
    expected: [1, ["ok", "MalformedDetail", "ok"]],
  },
  {
    id: "entries-incomplete",
    title: "an entry without source or type is InvalidArgument",
    cites: documented(PUT),
    run: async (bench) => {
      const { Entries } = await put(bench, await aBus(bench), [{}, { Source: undefined }, { DetailType: undefined }]);
      return codesOf(Entries);
    },
    expected: ["ok", "InvalidArgument", "InvalidArgument"],
  },
  {
    id: "entries-of-aws",
    title: "a source of AWS's own is NotAuthorizedForSourceException",
    cites: documented(PUT),
    run: async (bench) => {
      const { Entries } = await put(bench, await aBus(bench), [{}, { Source: "aws.s3" }]);
      return codesOf(Entries);
    },
    expected: ["ok", "NotAuthorizedForSourceException"],
  },
  {
    id: "entries-eleven",
    title: "a call has at most ten entries",
    cites: documented(PUT),
    run: async (bench) =>
      verdict(
        put(
          bench,
          await aBus(bench),
          Array.from({ length: 11 }, () => ({})),
        ),
      ),
    expected: "refused",
  },
]);

const transforming = casesOf("events", "PutTargets", [
  {
    id: "input",
    title: "a constant input takes the place of the event",
    cites: documented("EventBridge API Reference, Target: Input"),
    run: async (bench) => bodyUnlessEvent(await transformed(bench, { Input: '{"constant":true}' }, {})),
    expected: { constant: true },
  },
  {
    id: "input-path",
    title: "an input path takes a part of the event",
    cites: documented("EventBridge API Reference, Target: InputPath"),
    run: async (bench) => bodyUnlessEvent(await transformed(bench, { InputPath: "$.detail" }, { order: 7 })),
    expected: { order: 7 },
  },
  {
    id: "input-transformer",
    title: "a template is filled with text, numbers, objects and reserved variables",
    cites: documented(TRANSFORM),
    run: async (bench) => {
      const InputTransformer = {
        InputPathsMap: { order: "$.detail.order", who: "$.detail.customer.name", all: "$.detail" },
        InputTemplate: '{"order": <order>, "who": <who>, "all": <all>, "rule": <aws.events.rule-name>}',
      };
      const body = await transformed(bench, { InputTransformer }, { order: 7, customer: { name: "Ann" } });
      const { rule, ...rest } = JSON.parse(body ?? "{}");
      return { ...rest, hasRule: rule === bench.name("rule") };
    },
    expected: { order: 7, who: "Ann", all: { order: 7, customer: { name: "Ann" } }, hasRule: true },
  },
  {
    id: "input-transformer-in-text",
    title: "a variable inside quoted text is put in without quotes of its own",
    cites: documented(TRANSFORM),
    run: async (bench) => {
      const InputTransformer = {
        InputPathsMap: { order: "$.detail.order", who: "$.detail.who" },
        InputTemplate: '"order <order> of <who>"',
      };
      return transformed(bench, { InputTransformer }, { order: 7, who: "Ann" });
    },
    expected: '"order 7 of Ann"',
  },
]);

const failing = casesOf("events", "PutEvents", [
  {
    id: "target-missing",
    title: "what an absent target cannot get goes to the target's dead-letter queue, with the documented attributes",
    cites: documented(DLQ),
    run: async (bench) => {
      const { attributes, rule, targetArn } = await deadLetterOf(bench, false);
      const { RULE_ARN, TARGET_ARN } = attributes;
      const known = ["ERROR_CODE", "ERROR_MESSAGE", "RETRY_ATTEMPTS", "RULE_ARN", "TARGET_ARN"];
      const isSame = RULE_ARN?.StringValue === rule.arn && TARGET_ARN?.StringValue === targetArn;
      return [known.filter((name) => name in attributes), isSame];
    },
    expected: [["ERROR_CODE", "ERROR_MESSAGE", "RETRY_ATTEMPTS", "RULE_ARN", "TARGET_ARN"], true],
  },
  {
    id: "target-missing-body",
    title: "a dead letter's body is the event as it was put",
    cites: seen("dead letters shown in public issue threads"),
    run: async (bench) => {
      const { message, eventId } = await deadLetterOf(bench, false);
      const { id, detail, source } = bodyOf(message);
      return [id === eventId, detail, source];
    },
    expected: [true, { order: 7 }, "battery.orders"],
  },
  {
    id: "target-missing-code",
    title: "an absent target is NO_RESOURCE, without retries",
    cites: memory("which of the documented codes an absent queue has"),
    run: async (bench) => {
      const { attributes } = await deadLetterOf(bench, false);
      const { ERROR_CODE, RETRY_ATTEMPTS, EXHAUSTED_RETRY_CONDITION } = attributes;
      return [ERROR_CODE?.StringValue, RETRY_ATTEMPTS?.StringValue, EXHAUSTED_RETRY_CONDITION === undefined];
    },
    expected: ["NO_RESOURCE", "0", true],
  },
  {
    id: "target-locked",
    title: "a queue whose policy does not let EventBridge in gets nothing; its dead letters say NO_PERMISSIONS",
    cites: documented(`${DLQ}; EventBridge User Guide, Troubleshooting: SQS needs a resource-based policy`),
    run: async (bench) => (await deadLetterOf(bench, true)).attributes.ERROR_CODE?.StringValue,
    expected: "NO_PERMISSIONS",
  },
  {
    id: "target-repaired",
    title: "once the policy lets it in, EventBridge delivers",
    cites: documented("EventBridge User Guide, Using resource-based policies: Amazon SQS permissions"),
    run: async (bench) => {
      const { bus, queue, rule } = await aRoute(bench, ANY);
      await bench.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy: "" } }));
      await letIn(bench, queue, "events", rule.arn);
      if (bench.site.isReal) await bench.wait(60);
      await put(bench, bus, [{}]);
      return (await arrivals(bench, queue, 1)).length;
    },
    expected: 1,
  },
]);

export const EVENTS_DELIVERIES = [...putting, ...transforming, ...failing];
