import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type RuleState,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { type Message, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Bench } from "./bench";
import { aQueue, receive, type TestQueue } from "./sqs-bench";

/** How long AWS may take until a new rule is heard. */
const RULE_HEARD_SECONDS = 45;

export interface TestRule {
  readonly bus: string;
  readonly name: string;
  readonly arn: string;
}

export async function aBus(bench: Bench, ending = "bus"): Promise<string> {
  const Name = bench.name(ending);
  await bench.aws.events.send(new CreateEventBusCommand({ Name }));
  bench.later(() => bench.aws.events.send(new DeleteEventBusCommand({ Name })));
  return Name;
}

export const busArn = (bench: Bench, bus: string) => bench.arn("events", `event-bus/${bus}`);

export async function aRule(
  bench: Bench,
  bus: string,
  pattern: object,
  { ending = "rule", State }: { readonly ending?: string; readonly State?: RuleState } = {},
): Promise<TestRule> {
  const Name = bench.name(ending);
  const rule = { Name, EventBusName: bus, EventPattern: JSON.stringify(pattern), State };
  await bench.aws.events.send(new PutRuleCommand(rule));
  bench.later(() => bench.aws.events.send(new DeleteRuleCommand({ Name, EventBusName: bus })));
  return { bus, name: Name, arn: bench.arn("events", `rule/${bus}/${Name}`) };
}

export async function aim(bench: Bench, { name, bus }: TestRule, ...Targets: Target[]): Promise<void> {
  await bench.aws.events.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets }));
  const Ids = Targets.map(({ Id }) => Id ?? "");
  bench.later(() => bench.aws.events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: bus, Ids })));
  if (bench.site.isReal) await bench.wait(RULE_HEARD_SECONDS);
}

/** Lets a service send to a queue on behalf of one source, as AWS demands it. */
export async function letIn(bench: Bench, { url, arn }: TestQueue, service: "events" | "sns", sourceArn: string) {
  const statement = {
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sqs:SendMessage",
    Resource: arn,
    Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await bench.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
}

/** A bus, a rule and a queue that gets what the rule matches. */
export async function aRoute(bench: Bench, pattern: object, target: Partial<Target> = {}) {
  const bus = await aBus(bench);
  const rule = await aRule(bench, bus, pattern);
  const queue = await aQueue(bench, "target");
  await letIn(bench, queue, "events", rule.arn);
  await aim(bench, rule, { Id: "queue", Arn: queue.arn, ...target });
  return { bus, rule, queue };
}

export type Entry = Partial<PutEventsRequestEntry> & { readonly detail?: unknown };

/** Puts events; the answer's entries are in the order of what was put. */
export async function put(bench: Bench, bus: string, entries: readonly Entry[]) {
  const Entries = entries.map(({ detail, ...entry }) => ({
    EventBusName: bus,
    Source: "battery.orders",
    DetailType: "Order placed",
    Detail: JSON.stringify(detail ?? { state: "new" }),
    ...entry,
  }));
  return bench.aws.events.send(new PutEventsCommand({ Entries }));
}

/** Everything that arrives, until so many have; then a moment more, for what should not have come. */
export async function arrivals(bench: Bench, queue: TestQueue, count: number): Promise<Message[]> {
  const found = new Map<string, Message>();
  const look = async () => {
    for (const message of await receive(bench, queue)) found.set(message.MessageId ?? "", message);
    return found.size;
  };
  await bench.eventually(look, (size) => size >= count);
  await bench.wait(bench.site.isReal ? 5 : 0.1);
  await look();
  return [...found.values()];
}

export const bodyOf = (message?: Message): Record<string, unknown> => JSON.parse(message?.Body ?? "{}");
