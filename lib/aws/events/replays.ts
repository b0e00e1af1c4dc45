import {
  CancelReplayCommand,
  DescribeReplayCommand,
  ListReplaysCommand,
  type Replay,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import { DloError, NotFound } from "@/lib/core/errors";
import { replayStateFrom } from "@/lib/core/replays/replay-state";
import type { SeenReplay } from "@/lib/core/replays/seen-replay";
import { allPages } from "../all-pages";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";
import type { DescribedReplay, Replays, ReplayWish, StartReplayResult } from "./events";

const TIMEOUT_MS = 15_000;
const MOST_DESCRIPTION = 512;

export function replaysOf(door: Door): Replays {
  return {
    startReplay: (wish) => startReplay(door, wish),
    describeReplay: (name) => describeReplay(door, name),
    cancelReplay: (name) => cancelReplay(door, name),
    listReplays: () => listReplays(door),
  };
}

/** Asks for a replay in one HTTP request that is never repeated. */
async function startReplay(door: Door, wish: ReplayWish): Promise<StartReplayResult> {
  const command = new StartReplayCommand({
    ReplayName: wish.name,
    EventSourceArn: wish.archiveArn,
    EventStartTime: wish.from,
    EventEndTime: wish.until,
    Destination: { Arn: wish.busArn, ...(wish.ruleArns === null ? {} : { FilterArns: [...wish.ruleArns] }) },
    Description: wish.description.slice(0, MOST_DESCRIPTION),
  });
  const options = { action: "events:StartReplay", resource: wish.archiveArn, isOnce: true, timeoutMs: TIMEOUT_MS };
  try {
    await call(door, options, (wire) => door.clients.eventsOnce.send(command, wire));
    return { kind: "started" };
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    if (isEffectUnknown(error)) return { kind: "unknown", reason: error.message };
    return refusalOf(error) ?? thrown(error);
  }
}

/** What EventBridge says of the wish itself. All else (no right, throttled, not reached) is thrown: nothing was started. */
function refusalOf(error: DloError): StartReplayResult | undefined {
  if (error instanceof NotFound) return { kind: "refused", reason: error.message };
  switch (error.detail.awsCode) {
    case "ResourceAlreadyExistsException":
      return { kind: "name-taken" };
    case "LimitExceededException":
      return { kind: "too-many" };
    default:
      return error.code === "aws-unavailable" && error.detail.retryable === false
        ? { kind: "refused", reason: error.message }
        : undefined;
  }
}

function thrown(error: DloError): never {
  throw error;
}

async function describeReplay(door: Door, name: string): Promise<DescribedReplay | undefined> {
  const options = { action: "events:DescribeReplay", resource: arnOf(door, name), isControlPlane: true };
  const told = await call(door, options, (wire) =>
    door.clients.events.send(new DescribeReplayCommand({ ReplayName: name }), wire),
  ).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  if (!told) return undefined;
  const { Destination: destination, Description: description } = told;
  return {
    ...seenFrom({ ...told, ReplayName: told.ReplayName ?? name }),
    description: description ?? null,
    busArn: destination?.Arn ?? "",
    ruleArns: destination?.FilterArns?.length ? destination.FilterArns : null,
  };
}

/** Cancels a replay that is starting or running; false when it had ended already, or EventBridge does not know it. */
async function cancelReplay(door: Door, name: string): Promise<boolean> {
  const options = { action: "events:CancelReplay", resource: arnOf(door, name), isControlPlane: true };
  try {
    await call(door, options, (wire) => door.clients.events.send(new CancelReplayCommand({ ReplayName: name }), wire));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    if (error instanceof DloError && error.detail.awsCode === "IllegalStatusException") return false;
    throw error;
  }
}

/** Every replay that EventBridge still knows, all pages: it forgets them after 90 days. */
async function listReplays(door: Door): Promise<SeenReplay[]> {
  const replays = await allPages(async (NextToken) => {
    const page = await call(door, { action: "events:ListReplays", isControlPlane: true }, (wire) =>
      door.clients.events.send(new ListReplaysCommand({ NextToken, Limit: 100 }), wire),
    );
    return { items: page.Replays, next: page.NextToken };
  });
  return replays.filter(({ ReplayName }) => ReplayName).map(seenFrom);
}

function seenFrom(told: Replay): SeenReplay {
  return {
    name: told.ReplayName ?? "",
    archiveArn: told.EventSourceArn ?? "",
    state: replayStateFrom(told.State ?? ""),
    stateReason: told.StateReason || null,
    from: told.EventStartTime ?? null,
    until: told.EventEndTime ?? null,
    lastReplayedAt: told.EventLastReplayedTime ?? null,
    startedAt: told.ReplayStartTime ?? null,
    endedAt: told.ReplayEndTime ?? null,
  };
}

function arnOf({ account, options }: Door, name: string): string {
  return `arn:${account.partition}:events:${options.region}:${account.awsAccountId}:replay/${name}`;
}
