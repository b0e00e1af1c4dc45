/** When a message was taken and sent, as far as SQS says it. `receives` are those of its consumer, our looks taken off. */
export interface Taken {
  readonly messageId: string;
  readonly receives: number;
  readonly firstReceivedAt: Date | null;
  readonly sentAt: Date | null;
}

/** How a consumer takes its messages: how many at most, and how long it waits until there are so many. */
export interface Batching {
  readonly batchSize: number;
  readonly batchWindowSeconds: number | null;
}

/** One call that receives gives all its messages one time, or nearly. */
const ONE_RECEIVE_MS = 50;
const ONE_SECOND_MS = 1_000;

/**
 * Messages of one queue that were probably first taken in one batch: received at the same moment, or while a batch was
 * waited for to fill; where SQS does not say when, sent within a second and received as often. Moments that run into each other, and more messages than fit into a
 * batch, are several batches at once: nobody can tell them apart, so they are left out.
 */
export function batchesOf<T extends Taken>(messages: readonly T[], { batchSize, batchWindowSeconds }: Batching): T[][] {
  const widthMs = Math.max(ONE_RECEIVE_MS, (batchWindowSeconds ?? 0) * 1000);
  const told = messages.filter(({ firstReceivedAt }) => firstReceivedAt !== null);
  const untold = Map.groupBy(
    messages.filter(({ firstReceivedAt }) => firstReceivedAt === null),
    ({ receives }) => receives,
  );
  return [
    ...momentsOf(told, ({ firstReceivedAt }) => firstReceivedAt, widthMs),
    ...[...untold.values()].flatMap((same) =>
      momentsOf(same, ({ sentAt }) => sentAt, Math.max(ONE_SECOND_MS, widthMs)),
    ),
  ].filter(({ length }) => length <= batchSize);
}

function momentsOf<T extends Taken>(messages: readonly T[], at: (one: T) => Date | null, widthMs: number): T[][] {
  const sorted = messages
    .flatMap((message) => ({ message, ms: at(message)?.getTime() ?? Number.NaN }))
    .filter(({ ms }) => !Number.isNaN(ms))
    .sort((a, b) => a.ms - b.ms || (a.message.messageId < b.message.messageId ? -1 : 1));
  const moments: (typeof sorted)[] = [];
  for (const one of sorted) {
    const moment = moments.at(-1);
    if (moment && one.ms - (moment.at(-1)?.ms ?? one.ms) <= widthMs) moment.push(one);
    else moments.push([one]);
  }
  return moments
    .filter((moment) => (moment.at(-1)?.ms ?? 0) - (moment[0]?.ms ?? 0) <= widthMs)
    .map((moment) => moment.map(({ message }) => message));
}
