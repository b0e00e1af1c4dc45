import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { Estate } from "./estate";
import { arnIn, type Place } from "./estate-places";

interface Consumer {
  readonly name: string;
  readonly at: Place;
  readonly reads?: string;
}

/** Lets a function take from its queue, or no longer. Idempotent; one that reads no queue is left alone. */
export async function switchConsumer(estate: Estate, consumer: Consumer, to: "on" | "off"): Promise<void> {
  const { name: FunctionName, at, reads } = consumer;
  if (!reads) return;
  const { lambda } = estate.at(at);
  const EventSourceArn = arnIn(at, "sqs", reads);
  const found = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName, EventSourceArn }));
  const wanted = to === "on" ? "Enabled" : "Disabled";
  for (const { UUID, State } of found.EventSourceMappings ?? [])
    if (State !== wanted) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: to === "on" }));
}
