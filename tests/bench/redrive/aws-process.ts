import { parseQueueArn } from "@/simulator/sqs/arn";
import type { Queue } from "@/simulator/sqs/queue";
import { deadLetter, sendTo } from "@/simulator/sqs/sending";
import { checkMessage } from "@/simulator/sqs/validate-message";
import { startSimulator } from "@/simulator/start";
import { auditOf } from "./audit";
import { attributesOf, bodyOf } from "./seeded-message";

/** Queues by ARN: the dead-letter queue, and the one it belongs to. */
export interface Pair {
  readonly sourceArn: string;
  readonly dlqArn: string;
}
/** What the simulator's process is asked for, beside AWS calls. */
export type AwsAsk =
  | { readonly what: "fill"; readonly pair: Pair; readonly from: number; readonly count: number }
  | { readonly what: "shuffle"; readonly queueArn: string }
  | { readonly what: "delay"; readonly ms: number }
  | { readonly what: "audit"; readonly pair: Pair; readonly count: number; readonly chosen?: number }
  | { readonly what: "held"; readonly queueArn: string }
  | { readonly what: "sends"; readonly queueArn: string }
  | { readonly what: "usage" };

const simulator = await startSimulator();
const { world } = simulator;

const queueAt = (arn: string): Queue => {
  const address = parseQueueArn(arn);
  const queue = address && world.sqs.regionOf(address.accountId, address.region).find(address.name);
  if (!queue) throw new Error(`no queue ${arn}`);
  return queue;
};

process.on("message", ({ id, ask }: { id: number; ask: AwsAsk }) => {
  try {
    process.send?.({ id, answer: answer(ask) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
process.send?.({ id: 0, answer: simulator.url });

function answer(ask: AwsAsk): unknown {
  switch (ask.what) {
    case "fill":
      return fill(ask);
    case "shuffle":
      return shuffle(ask.queueArn);
    case "delay":
      return delay(ask.ms);
    case "audit":
      return auditOf(world, queueAt(ask.pair.sourceArn), queueAt(ask.pair.dlqArn), ask.count, ask.chosen);
    case "held":
      return queueAt(ask.queueArn).store.counts.inFlight;
    case "sends":
      return sendsTo(queueAt(ask.queueArn).name);
    case "usage": {
      const { user, system } = process.cpuUsage();
      return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
    }
  }
}

/** Messages that SQS itself dead-lettered: a source is known for each. Counters of effects begin anew. */
function fill({ pair, from, count }: Extract<AwsAsk, { what: "fill" }>): void {
  const [source, dlq] = [queueAt(pair.sourceArn), queueAt(pair.dlqArn)];
  const { accountId } = source;
  const sender = { principalArn: `arn:aws:iam::${accountId}:root`, senderId: accountId };
  const now = world.clock.now();
  for (let index = from; index < from + count; index++) {
    const draft = { MessageBody: bodyOf(index), MessageAttributes: attributesOf(index) };
    const { messageId } = sendTo(source, checkMessage(source, draft).content, sender, 0, now);
    const message = source.store.get(messageId);
    if (message) deadLetter(source, message, dlq, now);
  }
  world.usage.reset();
}

/** Another order of the same messages: what was sent first is not met first. */
function shuffle(queueArn: string): void {
  const { store } = queueAt(queueArn);
  const messages = [...store.all()];
  const order = messages.map((message, index) => ({ message: { ...message }, key: (index * 7919) % 104_729 }));
  for (const message of messages) store.remove(message);
  for (const { message } of order.sort((a, b) => a.key - b.key)) store.add(message);
}

/** Every AWS call takes this much longer, without work. */
function delay(ms: number): void {
  world.faults.remove();
  if (ms > 0) world.faults.add({ operation: "*", kind: "delayMs", ms }, world.clock.now());
}

function sendsTo(name: string): number[] {
  const { effects } = world.usage.effects(0, Number.MAX_SAFE_INTEGER);
  return effects.filter(({ action, queueName }) => action === "SendMessage" && queueName === name).map(({ at }) => at);
}
