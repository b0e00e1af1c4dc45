import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { aQueue } from "../../aws/sim-clients";
import { REGION, SHOP } from "../../support/world";
import { anOriginWorld, configOf, queueArn } from "./origin-world";

export const eventsArn = (resource: string) => `arn:aws:events:${REGION}:${SHOP}:${resource}`;

/** A shop with EventBridge: queues that services may send to, and closed ones that only the account itself may. */
export async function anEventWorld(names: { readonly open: readonly string[]; readonly closed: readonly string[] }) {
  const world = await anOriginWorld(names.open);
  for (const name of names.closed) {
    const fifo = name.endsWith(".fifo") ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {};
    await aQueue(world.aws, name, fifo);
  }
  const events = new EventBridgeClient(configOf(world));
  return {
    ...world,
    events,
    aBus: (Name: string) => events.send(new CreateEventBusCommand({ Name })),
    /** A rule for events of this source with these targets; what they do not get goes to the dead-letter queue. */
    async aRule(
      name: string,
      deadLetters: string,
      targets: readonly (Partial<Target> & { Arn: string })[],
      bus?: string,
    ) {
      const EventPattern = JSON.stringify({ source: [name] });
      await events.send(new PutRuleCommand({ Name: name, EventPattern, EventBusName: bus }));
      const Targets = targets.map((target, index) => ({
        Id: `t${index}`,
        DeadLetterConfig: { Arn: queueArn(deadLetters) },
        ...target,
      }));
      await events.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets }));
    },
    async put(entry: PutEventsRequestEntry) {
      const { Entries } = await events.send(new PutEventsCommand({ Entries: [{ DetailType: "Placed", ...entry }] }));
      if (!Entries?.[0]?.EventId) throw new Error(JSON.stringify(Entries));
    },
  };
}
export type EventWorld = Awaited<ReturnType<typeof anEventWorld>>;
