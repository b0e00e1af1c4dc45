import type { World } from "../../service";
import type { LambdaFunction } from "../functions-state";

/** Polls are jobs `lambda.poll`; of a mapping at most one is planned for now and one for later. */
export interface PollSubject {
  readonly uuid: string;
}

/** Messages have become visible in a queue, or will earlier than was known: whoever consumes it looks now. */
export function wakePollers(world: World, queueArn: string, now: number): void {
  for (const uuid of world.mappings.idsBySource(queueArn)) planPoll(world, uuid, now);
}

/** A function has come into being: what is mapped to it may begin. */
export function wakeMappingsOf(world: World, fn: LambdaFunction, now: number): void {
  for (const { UUID, EventSourceArn, FunctionArn } of world.mappings.list(fn.accountId, fn.region)) {
    const isOurs = FunctionArn === fn.arn || FunctionArn.startsWith(`${fn.arn}:`);
    if (isOurs && isQueue(EventSourceArn)) planPoll(world, UUID, now);
  }
}

export function isQueue(eventSourceArn: string | undefined): boolean {
  return eventSourceArn?.startsWith("arn:aws:sqs:") ?? false;
}

/** The mapping looks at its queue now. */
export function planPoll(world: World, uuid: string, now: number): void {
  const poller = world.lambda.poller(uuid);
  if (poller.nextAt !== undefined) return;
  poller.nextAt = now;
  world.agenda.plan({ at: now, kind: "lambda.poll", subject: { uuid } satisfies PollSubject });
}

/** The mapping looks at its queue at a later time, or earlier if something happens before. */
export function planLaterPoll(world: World, uuid: string, at: number): void {
  const poller = world.lambda.poller(uuid);
  if (poller.laterAt !== undefined && poller.laterAt <= at) return;
  poller.laterAt = at;
  world.agenda.plan({ at, kind: "lambda.poll", subject: { uuid } satisfies PollSubject });
}
