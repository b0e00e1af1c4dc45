import type { RangeRead } from "@/lib/aws/streams/streams";
import { nameOfArn, parseArn } from "@/lib/core/arn";
import { unqualified } from "@/lib/core/inventory/unqualified";
import { parseJson } from "@/lib/core/messages/json";
import { functionEvents, type ReaderKind } from "@/lib/core/streams/function-events";
import { streamArnsIn } from "@/lib/core/streams/plan-streams";
import { pointerIn, type StreamPointer } from "@/lib/core/streams/pointer";
import { findLivingResources, findStreamMappings } from "@/lib/db/living-resources";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect, EffectResult } from "./draining/effect";
import type { Work } from "./driver";
import { invokeAll } from "./invoke-function";

/**
 * Stream pointer: we read the records that a message points at from their stream again, all or none of them, and invoke the
 * function with them as its mapping or pipe did, asynchronously. The worker does every step in the account's operate role.
 */
export const streamPointer = drainingDriver("stream-pointer", async () => effect);

const effect: Effect = {
  doneState: "redriven",
  isRepeatable: false,
  batches: (claimed) => claimed.map((one) => [one]),
  perform: (work, batch) => Promise.all(batch.map((one) => replay(work, one))),
};

const rejected = (reason: string): EffectResult => ({ kind: "rejected", reason });

async function replay(work: Work, { item, content }: Claimed): Promise<EffectResult> {
  const pointer = pointerIn(parseJson(content.body));
  if (!pointer) return rejected("it points at no records of a Kinesis stream or of a table's stream");
  const { range } = pointer;
  const place = item.destinationArn ?? "";
  // What a message claims is not enough: it may only point at what the plan froze.
  const isPlanned = streamArnsIn(work.plan.detail.configuration).includes(range.streamArn);
  const reader = isPlanned ? await readerOf(work, pointer, place) : undefined;
  if (!reader)
    return rejected(`the plan is not about records of ${range.streamArn} for ${nameOfArn(unqualified(place))}`);
  const read = await work.aws.streams.read(range);
  if (read.kind !== "whole") return rejected(await whyNotWhole(work, pointer, read));
  const events = functionEvents(reader.kind, read.records, { ...range, roleArn: reader.roleArn });
  if (!events) return rejected("one of its records alone is larger than an asynchronous invocation takes (1 MB)");
  return invokeAll(work, place, place, events);
}

/** Which kind of reader gave the batch up, and whose role the function is told. */
async function readerOf(
  { ctx, queue }: Work,
  { range, functionArn, pipeArn }: StreamPointer,
  place: string,
): Promise<{ kind: ReaderKind; roleArn: string } | undefined> {
  if (pipeArn !== null) {
    const [pipe] = await findLivingResources(ctx.db, "pipe", [pipeArn]);
    const isIts = pipe?.config.targetArn === place && pipe.config.sourceArn === range.streamArn;
    return isIts ? { kind: "pipe", roleArn: pipe.config.roleArn ?? "" } : undefined;
  }
  if (functionArn === null || unqualified(functionArn) !== unqualified(place)) return undefined;
  const mappings = await findStreamMappings(ctx.db, [range.streamArn], [unqualified(place)]);
  const isIts = mappings.some(({ config }) => config.functionArn === place && config.onFailureArn === queue.arn);
  const [fn] = await findLivingResources(ctx.db, "function", [unqualified(place)]);
  return isIts && fn ? { kind: "mapping", roleArn: fn.config.roleArn ?? "" } : undefined;
}

async function whyNotWhole(
  work: Work,
  { range, batchSize, firstArrivedAt }: StreamPointer,
  read: Exclude<RangeRead, { kind: "whole" }>,
): Promise<string> {
  if (read.kind === "gone") return "the stream or the shard that it points at is not there any more";
  if (read.kind === "too-long") return "it points at more records than one batch can have had";
  const keptSeconds = await work.aws.streams.retentionSeconds(range.streamArn);
  const leftAt =
    firstArrivedAt === null || keptSeconds === null ? null : new Date(firstArrivedAt.getTime() + keptSeconds * 1000);
  const since = leftAt !== null && leftAt <= work.ctx.now() ? ` at ${leftAt.toISOString()}` : "";
  const elsewhere = "an S3 failure destination would have them";
  if (read.leftCount === 0) return `the records left the stream${since}; ${elsewhere}`;
  const of = batchSize === null ? "" : ` of ${batchSize}`;
  const stream = parseArn(range.streamArn)?.service === "dynamodb" ? "the table's stream" : "the stream";
  return `the first of the records left ${stream}${since}; ${read.leftCount}${of} are still there, and a part alone is not sent; ${elsewhere}`;
}
