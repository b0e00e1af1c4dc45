import { deliver } from "../../delivery/deliver";
import { partsOf, type Sender } from "../../delivery/sender";
import type { World } from "../../service";
import { putOnBus } from "../put-on-bus";
import { waitAfterMs } from "./back-off";
import { giveUp } from "./dead-letter";
import { DELIVER, type Delivery, type Failure } from "./delivery";
import { failureOf } from "./failure-of";
import { parcelOf } from "./parcel-of";
import { reportForRule } from "./rule-metrics";

const MOST_RETRIES = 185;
const OLDEST_SECONDS = 86_400;
const ATTEMPT_TAKES_MS = { least: 5, most: 40 };

/**
 * The agenda's "events.deliver": one attempt at one target. Success means that the target took the event (a function
 * accepted it, not that it ran well). What may pass by itself is tried again until the target's RetryPolicy is used
 * up, by default 185 retries or 24 hours of age; anything else is given up at once.
 */
export function deliverEvent(world: World, subject: unknown, now: number): void {
  const delivery = asDelivery(subject);
  if (delivery.expired) giveUp(world, delivery, delivery.expired, "MaximumEventAgeInSeconds", now);
  else play(world, delivery, now);
}

/** The agenda gives back what accept-event.ts planned, maybe through a saved state. */
function asDelivery(subject: unknown): Delivery {
  return subject as Delivery;
}

function play(world: World, delivery: Delivery, now: number): void {
  const { least, most } = ATTEMPT_TAKES_MS;
  const doneAt = now + least + Math.floor(world.random() * (most - least));
  reportStart(world, delivery, now, doneAt);
  const failure = attempt(world, delivery, now);
  if (!failure) reportSuccess(world, delivery, now, doneAt);
  else if (failure.isRetryable) tryLater(world, delivery, failure, now);
  else giveUp(world, delivery, failure, undefined, now);
}

function reportStart(world: World, delivery: Delivery, now: number, doneAt: number): void {
  reportForRule(world, delivery, "InvocationAttempts", now);
  if (delivery.attempt > 1) {
    reportForRule(world, delivery, "RetryInvocationAttempts", now);
    return;
  }
  reportForRule(world, delivery, "IngestiontoInvocationStartLatency", now, now - delivery.acceptedAt);
  reportForRule(world, delivery, "IngestiontoInvocationCompleteLatency", now, doneAt - delivery.acceptedAt);
}

function reportSuccess(world: World, delivery: Delivery, now: number, doneAt: number): void {
  reportForRule(world, delivery, "Invocations", now);
  reportForRule(world, delivery, "SuccessfulInvocationAttempts", now);
  reportForRule(world, delivery, "IngestionToInvocationSuccessLatency", now, doneAt - delivery.acceptedAt);
}

function attempt(world: World, delivery: Delivery, now: number): Failure | undefined {
  const { target, event, hops, accountId, ruleArn } = delivery;
  const sender: Sender = {
    service: "events.amazonaws.com",
    via: "events",
    sourceArn: ruleArn,
    accountId,
    roleArn: target.RoleArn,
  };
  if (partsOf(target.Arn).service === "events") {
    const problem = putOnBus(world, sender, target.Arn, event, now, hops);
    return problem && failureOf(problem);
  }
  const parcel = parcelOf(delivery);
  if ("errorCode" in parcel) return parcel;
  const problem = deliver(world, sender, target.Arn, parcel, now);
  return problem && failureOf(problem);
}

function tryLater(world: World, delivery: Delivery, failure: Failure, now: number): void {
  const { target, attempt: made, acceptedAt } = delivery;
  const { MaximumRetryAttempts = MOST_RETRIES, MaximumEventAgeInSeconds = OLDEST_SECONDS } = target.RetryPolicy ?? {};
  if (made > MaximumRetryAttempts) {
    giveUp(world, delivery, failure, "MaximumRetryAttempts", now);
    return;
  }
  const nextAt = now + waitAfterMs(made, world.random);
  const tooOldAt = acceptedAt + MaximumEventAgeInSeconds * 1000;
  if (nextAt < tooOldAt) {
    world.agenda.plan({ at: nextAt, kind: DELIVER, subject: { ...delivery, attempt: made + 1 } });
  } else {
    world.agenda.plan({ at: Math.max(tooOldAt, now), kind: DELIVER, subject: { ...delivery, expired: failure } });
  }
}
