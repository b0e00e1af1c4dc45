import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { CreateEventSourceMappingCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { CreatePipeCommand } from "@aws-sdk/client-pipes";
import type { Estate } from "./estate";
import { arnIn, functionArn, SHOP } from "./estate-places";
import { roleFor } from "./estate-roles";
import { unlessThere } from "./unless-there";

/** Makes the stream of clicks, the mapping that counts them and the pipe that scores visits, unless they are there. */
export async function ensureClickstream(estate: Estate): Promise<void> {
  const { kinesis, lambda } = estate.at(SHOP);
  await unlessThere(kinesis.send(new CreateStreamCommand({ StreamName: "clickstream", ShardCount: 1 })));
  await ensureScoring(estate);
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

/** It gathers clicks for a while, so that a bad minute leaves few dead letters. */
async function ensureScoring(estate: Estate): Promise<void> {
  const wish = new CreatePipeCommand({
    Name: "score-visits",
    RoleArn: roleFor("pipes", SHOP.account),
    Source: arnIn(SHOP, "kinesis", "stream/clickstream"),
    Target: functionArn(SHOP, "visit-scorer"),
    SourceParameters: {
      KinesisStreamParameters: {
        StartingPosition: "LATEST",
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 20,
        MaximumRetryAttempts: 2,
        DeadLetterConfig: { Arn: arnIn(SHOP, "sqs", "clickstream-dlq") },
      },
    },
  });
  await unlessThere(estate.at(SHOP).pipes.send(wish));
}
