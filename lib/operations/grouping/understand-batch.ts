import type { OriginGraph } from "@/lib/core/failures/origins/origin";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import { openBodies } from "@/lib/db/bodies";
import type { NewClass } from "@/lib/db/ensure-classes";
import { findQueue, type QueueRow } from "@/lib/db/queues";
import type { RegroupMessage } from "@/lib/db/regroup-messages";
import { understandAll } from "../collecting/keep-messages";
import { originGraphOf } from "../collecting/scan-queue";
import type { Masking } from "../privacy/masking";
import type { WorkerCtx } from "../worker-context";

/** So many bytes of bodies are open at once. */
const OPEN_BYTES = 8 * 1024 * 1024;

/** A message with the class it would be put into if it arrived now; `made` is absent where no body is kept to tell. */
export interface Judged {
  readonly message: RegroupMessage;
  readonly queue: QueueRow;
  readonly made?: NewClass;
}
export interface Place {
  readonly queue: QueueRow;
  readonly graph: OriginGraph;
}

/** Understands kept messages anew by these rules, exactly as a look would, from our copies alone. */
export async function understandBatch(
  ctx: WorkerCtx,
  rules: readonly GroupingRule[],
  masking: Masking,
  messages: readonly RegroupMessage[],
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const [queueId, ofQueue] of Map.groupBy(messages, (message) => message.queueId)) {
    const queue = await findQueue(ctx.db, queueId);
    if (!queue) continue;
    const by = { queue, graph: await originGraphOf(ctx.db, queue), rules, masking };
    for (const chunk of chunksOf(ofQueue)) judged.push(...(await understandChunk(ctx, by, chunk)));
  }
  return judged;
}

async function understandChunk(
  ctx: WorkerCtx,
  by: Place & { readonly rules: readonly GroupingRule[]; readonly masking: Masking },
  messages: readonly RegroupMessage[],
): Promise<Judged[]> {
  const { queue } = by;
  const bodyIds = messages.flatMap(({ bodyId }) => (bodyId === null ? [] : [bodyId]));
  const opened = await openBodies(ctx.db, ctx.keyring, bodyIds);
  const readable = messages.flatMap((message) => {
    const whole = message.bodyId === null ? undefined : opened.get(message.bodyId);
    return whole ? [{ message, received: { messageId: message.messageId, receiptHandle: "", ...whole } }] : [];
  });
  const received = readable.map((one) => one.received);
  const understood = await understandAll(ctx, by, received);
  const madeOf = new Map(readable.map(({ message }, index) => [message.id, understood[index]?.made]));
  return messages.map((message) => {
    const made = madeOf.get(message.id);
    return { message, queue, ...(made && { made }) };
  });
}

function chunksOf(messages: readonly RegroupMessage[]): RegroupMessage[][] {
  const chunks: RegroupMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    if (bytes + message.bodyBytes > OPEN_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    bytes += message.bodyBytes;
    chunks.at(-1)?.push(message);
  }
  return chunks;
}
