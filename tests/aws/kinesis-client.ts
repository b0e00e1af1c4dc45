import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { ACCOUNT, clientsOf, REGION, rootKeys } from "./sim-clients";

/** Kinesis's own client speaks HTTP/2 unless told; the simulator speaks HTTP/1.1. */
export function kinesisClient(url: string): KinesisClient {
  const { requestHandler } = clientsOf(url).sqs.config;
  const credentials = rootKeys(ACCOUNT);
  return new KinesisClient({ endpoint: url, region: REGION, credentials, maxAttempts: 1, requestHandler });
}

/** Makes a stream of one shard and says its ARN. */
export async function aStream(kinesis: KinesisClient, StreamName: string): Promise<string> {
  await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  return `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${StreamName}`;
}

/** Puts records one after the other and says their sequence numbers. */
export async function putRecords(
  kinesis: KinesisClient,
  StreamName: string,
  bodies: readonly unknown[],
): Promise<string[]> {
  const numbers: string[] = [];
  for (const body of bodies) {
    const Data = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    const { SequenceNumber } = await kinesis.send(new PutRecordCommand({ StreamName, Data, PartitionKey: "k" }));
    numbers.push(SequenceNumber ?? "");
  }
  return numbers;
}
