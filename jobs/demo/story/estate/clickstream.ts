import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { CreateEventSourceMappingCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import type { Estate } from "./estate";
import { arnIn, SHOP } from "./estate-places";
import { unlessThere } from "./unless-there";

/** Makes the stream of clicks and the mapping that counts them, unless they are there. */
export async function ensureClickstream(estate: Estate): Promise<void> {
  const { kinesis, lambda } = estate.at(SHOP);
  await unlessThere(kinesis.send(new CreateStreamCommand({ StreamName: "clickstream", ShardCount: 1 })));
  const EventSourceArn = arnIn(SHOP, "kinesis", "stream/clickstream");
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn }));
  if (EventSourceMappings.length > 0) return;
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "click-counter",
      EventSourceArn,
      StartingPosition: "LATEST",
      BatchSize: 50,
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arnIn(SHOP, "sqs", "clickstream-dlq") } },
    }),
  );
}
