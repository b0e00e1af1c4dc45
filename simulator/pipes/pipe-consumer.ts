import { deliver } from "../delivery/deliver";
import { partsOf } from "../delivery/sender";
import type { World } from "../service";
import { failurePointer } from "../streams/failure-pointer";
import type { StreamRecord } from "../streams/open-stream";
import { pipeEvent } from "../streams/record-event";
import type { GivenUp, Outcome, ShardConsumer } from "../streams/shard-consumer";
import type { ShardReader } from "../streams/state";
import { filterOf } from "./filter";
import { handOver } from "./hand-over";
import { senderOf } from "./pipe-sender";
import type { Pipe, StreamSourceParameters } from "./state";

/** A batch of a stream has 100 records unless told. */
const DEFAULT_BATCH = 100;
const WORK_MS = 50;

/** What a running pipe does with the records of a stream; undefined while it does not run. */
export function pipeConsumer(world: World, { owner, streamArn }: ShardReader): ShardConsumer | undefined {
  const { accountId, region, resource } = partsOf(owner);
  const pipe = world.pipes.pipes.get(accountId, region, resource.slice("pipe/".length));
  if (pipe?.currentState !== "RUNNING") return undefined;
  const parameters = streamParametersOf(pipe);
  const isBisecting = parameters.OnPartialBatchItemFailure === "AUTOMATIC_BISECT";
  return {
    batchSize: parameters.BatchSize ?? DEFAULT_BATCH,
    windowSeconds: parameters.MaximumBatchingWindowInSeconds ?? 0,
    maximumRetryAttempts: parameters.MaximumRetryAttempts ?? -1,
    maximumRecordAgeSeconds: parameters.MaximumRecordAgeInSeconds ?? -1,
    isBisecting,
    attempt: (records, shardId, now) => attempt(world, pipe, { records, shardId, streamArn, isBisecting }, now),
    giveUp: (givenUp, now) => sendFailureRecord(world, pipe, givenUp, now),
  };
}

export function streamParametersOf({ sourceParameters }: Pipe): StreamSourceParameters {
  return sourceParameters.KinesisStreamParameters ?? sourceParameters.DynamoDBStreamParameters ?? {};
}

interface Work {
  readonly records: readonly StreamRecord[];
  readonly shardId: string;
  readonly streamArn: string;
  readonly isBisecting: boolean;
}

function attempt(world: World, pipe: Pipe, { records, shardId, streamArn, isBisecting }: Work, now: number) {
  const passes = filterOf(pipe);
  const place = { streamArn, shardId, roleArn: pipe.roleArn };
  const wanted = records
    .map((one) => ({ number: one.record.sequenceNumber, event: pipeEvent(world, one, place) }))
    .filter(({ event }) => passes(event));
  if (wanted.length === 0) return { tookMs: 0, outcome: { kind: "done" } as const };
  const events = wanted.map(({ event }) => event);
  const [firstFailed] = handOver(world, pipe, events, now).keys();
  const from = firstFailed === undefined ? undefined : wanted[firstFailed]?.number;
  const failed: Outcome = { kind: "failed", isCounted: true, from: isBisecting ? from : undefined, context: null };
  return { tookMs: WORK_MS, outcome: from === undefined ? ({ kind: "done" } as const) : failed };
}

/** The dead letter of a pipe points at the records and holds none of their data. */
function sendFailureRecord(world: World, pipe: Pipe, givenUp: GivenUp, now: number): void {
  const destination = streamParametersOf(pipe).DeadLetterConfig?.Arn;
  if (!destination) return;
  const letter = {
    context: { partnerResourceArn: pipe.arn, condition: givenUp.condition },
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    ...failurePointer(pipe.source, givenUp.shardId, givenUp.records),
  };
  deliver(world, senderOf(pipe), destination, { text: JSON.stringify(letter) }, now);
}
