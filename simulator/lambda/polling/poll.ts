import type { World } from "../../service";
import { billDeletes, billReceives } from "../../sqs/billed-requests";
import { receiptHandleOf } from "../../sqs/claims";
import type { StoredMessage } from "../../sqs/message";
import { receiveFrom } from "../../sqs/receiving";
import type { Poller } from "../functions-state";
import { filterMessages } from "./filter-messages";
import { countIdlePolls } from "./idle-polls";
import { problemWith, type Source, sourceOf } from "./source-of";
import { startBatch } from "./start-batch";
import { type PollSubject, planLaterPoll } from "./wake-poller";

const USUAL_CONCURRENCY = 1000;
const AFTER_PROBLEM_MS = 20_000;
const LONGEST_REST_SECONDS = 20;

/**
 * Job `lambda.poll`: a mapping takes batches from its queue for as long as there are messages and the function may run
 * once more. It is woken by what happens in the queue, so an idle one costs nothing. Unlike AWS it takes up to its
 * maximum concurrency at once instead of adding pollers minute by minute.
 */
export function poll(world: World, subject: unknown, now: number): void {
  // Only wake-poller.ts plans this job.
  const { uuid } = subject as PollSubject;
  const poller = world.lambda.pollers.get(uuid);
  // The mapping has been deleted.
  if (!poller) return;
  if (poller.nextAt === now) poller.nextAt = undefined;
  else if (poller.laterAt === now) poller.laterAt = undefined;
  else return;
  const source = sourceOf(world, uuid, now);
  if (!source) return;
  countIdlePolls(world, uuid, poller, now);
  const { queue } = source;
  if (poller.restUntil !== undefined && now < poller.restUntil) planLaterPoll(world, uuid, poller.restUntil);
  else if (queue.store.counts.visible > 0 || poller.gathered.length > 0) takeAll(world, source, poller, now);
  const { inFlight, delayed } = queue.store.counts;
  if (inFlight + delayed > 0 && queue.nextDueAt() > now) planLaterPoll(world, uuid, queue.nextDueAt());
}

function takeAll(world: World, source: Source, poller: Poller, now: number): void {
  const { UUID, ScalingConfig } = source.mapping;
  const problem = problemWith(world, source, "sqs:ReceiveMessage", now);
  if (problem) {
    world.mappings.tellResult(UUID, problem);
    planLaterPoll(world, UUID, now + AFTER_PROBLEM_MS);
    return;
  }
  const mostAtOnce = ScalingConfig?.MaximumConcurrency ?? USUAL_CONCURRENCY;
  while (poller.running < mostAtOnce && gather(world, source, poller, now)) {
    if (startBatch(world, source, poller, now)) continue;
    rest(world, UUID, poller, now);
    return;
  }
}

/** The function was throttled: what it should have got comes back after its visibility timeout. */
function rest(world: World, uuid: string, poller: Poller, now: number): void {
  poller.restSeconds = Math.min(Math.max(1, 2 * poller.restSeconds), LONGEST_REST_SECONDS);
  poller.restUntil = now + poller.restSeconds * 1000;
  planLaterPoll(world, uuid, poller.restUntil);
}

/** Fills the batch; true when it is time to hand it to the function. */
function gather(world: World, source: Source, poller: Poller, now: number): boolean {
  const { UUID, BatchSize = 10, MaximumBatchingWindowInSeconds: windowSeconds = 0 } = source.mapping;
  forgetLapsed(source, poller);
  while (poller.gathered.length < BatchSize) {
    const messages = receive(source, BatchSize - poller.gathered.length, now);
    if (messages.length === 0) break;
    poller.hasReceived = true;
    const { queue } = source;
    billReceives(world, queue.arn, messages);
    const wanted = filterMessages(world, source, messages, now);
    billDeletes(world, queue.arn, messages.length - wanted.length);
    poller.gathered.push(...wanted.map((one) => ({ messageId: one.id, receiptHandle: receiptHandleOf(queue, one) })));
  }
  if (poller.gathered.length === 0) return false;
  poller.gatheringUntil ??= now + windowSeconds * 1000;
  const isReady = poller.gathered.length >= BatchSize || now >= poller.gatheringUntil;
  if (!isReady) planLaterPoll(world, UUID, poller.gatheringUntil);
  else poller.gatheringUntil = undefined;
  return isReady;
}

function receive({ queue, region }: Source, limit: number, now: number): StoredMessage[] {
  const deadLetters = region.deadLettersOf(queue);
  return receiveFrom(queue, { limit, visibilitySeconds: queue.settings.visibilitySeconds, deadLetters }, now);
}

/** Messages whose visibility timeout has passed while they waited for the batch are no longer ours. */
function forgetLapsed({ queue }: Source, poller: Poller): void {
  if (poller.gathered.length === 0) return;
  poller.gathered = poller.gathered.filter(({ messageId, receiptHandle }) => {
    const message = queue.store.get(messageId);
    return message?.place === "inFlight" && receiptHandleOf(queue, message) === receiptHandle;
  });
  if (poller.gathered.length === 0) poller.gatheringUntil = undefined;
}
