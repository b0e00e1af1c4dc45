import { DescribeEventBusCommand, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf } from "../summary";

/** Every event bus, the default one among them. */
export async function listBuses(door: Door): Promise<Listed[]> {
  const buses = await allPages(async (NextToken) => {
    const page = await call(door, { action: "events:ListEventBuses", isControlPlane: true }, (wire) =>
      door.clients.events.send(new ListEventBusesCommand({ NextToken, Limit: 100 }), wire),
    );
    return { items: page.EventBuses, next: page.NextToken };
  });
  return buses.flatMap((bus): Listed[] =>
    bus.Arn && bus.Name ? [{ kind: "bus", arn: bus.Arn, name: bus.Name, summary: summaryOf(bus) }] : [],
  );
}

export async function describeBus(door: Door, { arn, name }: Listed): Promise<Described<"bus">> {
  const told = await call(door, { action: "events:DescribeEventBus", resource: arn, isControlPlane: true }, (wire) =>
    door.clients.events.send(new DescribeEventBusCommand({ Name: name }), wire),
  );
  return {
    config: {
      policy: told.Policy ?? null,
      kmsKeyId: told.KmsKeyIdentifier || null,
      deadLetterArn: told.DeadLetterConfig?.Arn ?? null,
    },
    observed: {},
  };
}
