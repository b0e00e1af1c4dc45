import { AwsError } from "../../aws-error";
import { partsOf } from "../../delivery/sender";
import type { Call } from "../../service";
import { numberIn, objectIn } from "../../wire/input";
import { busPlaceOf } from "../archives/bus-of";
import { arnIn, descriptionIn, invalidParameter, required, requiredNameIn } from "../archives/check-input";
import { textsIn } from "../operations/parameters";
import { requireBus } from "../resources/event-bus";
import { parseRuleArn } from "../resources/rule";
import type { Archive, Replay } from "../state";
import { isActive, knownReplays, LONGEST_REPLAY_NAME, replayArn } from "./known-replays";
import { planSlice } from "./replay-slice";

const MOST_ACTIVE = 10;

type Input = Readonly<Record<string, unknown>>;

/**
 * EventBridge StartReplay: of one archive onto the bus it came from, at most ten at a time in an account and Region. It
 * has begun when this returns, and replays on the clock. A name is free again when the replay is forgotten.
 */
export function startReplay(call: Call, input: Input) {
  const name = requiredNameIn(input, "ReplayName", LONGEST_REPLAY_NAME);
  const archiveArn = required(arnIn(input, "EventSourceArn"), "EventSourceArn");
  const destination = required(objectIn(input, "Destination"), "Destination");
  const busArn = required(arnIn(destination, "Arn"), "Destination.Arn");
  const description = descriptionIn(input);
  call.authorize(archiveArn);
  call.authorize(replayArn(call, name));
  requireBus(call.world, busPlaceOf(busArn, "Destination.Arn"));
  checkSource(call, archiveArn, busArn);
  const filterArns = filterArnsIn(destination);
  const { eventStartAt, eventEndAt } = windowIn(input);
  checkRoom(call, name);
  const replay: Replay = {
    ...{ accountId: call.accountId, region: call.region, name, arn: replayArn(call, name), archiveArn, busArn },
    ...{ filterArns, eventStartAt, eventEndAt, description, startedAt: call.world.clock.now(), state: "STARTING" },
  };
  call.world.events.replays.put(replay);
  planSlice(call.world, replay, eventStartAt, replay.startedAt);
  return { ReplayArn: replay.arn, State: replay.state, ReplayStartTime: new Date(replay.startedAt) };
}

function checkSource({ world, accountId, region }: Call, archiveArn: string, busArn: string): Archive {
  const { service, resource } = partsOf(archiveArn);
  if (service !== "events" || !resource.startsWith("archive/")) {
    throw invalidParameter("EventSourceArn", "Must contain an archive ARN.");
  }
  const name = resource.slice("archive/".length);
  const archive = world.events.archives.get(accountId, region, name);
  if (archive?.arn !== archiveArn) throw invalidParameter("EventSourceArn", `Archive ${name} does not exist.`);
  if (archive.busArn === busArn) return archive;
  throw invalidParameter("Destination.Arn", "Cross event bus replay is not permitted.");
}

function windowIn(input: Input) {
  const start = required(numberIn(input, "EventStartTime"), "EventStartTime");
  const end = required(numberIn(input, "EventEndTime"), "EventEndTime");
  if (start >= end) throw invalidParameter("EventEndTime", "EventStartTime must be before EventEndTime.");
  return { eventStartAt: Math.round(start * 1000), eventEndAt: Math.round(end * 1000) };
}

function filterArnsIn(destination: Input): readonly string[] {
  const arns = textsIn(destination, "FilterArns") ?? [];
  if (arns.every(parseRuleArn)) return arns;
  throw invalidParameter("Destination.FilterArns", "Must contain rule ARNs.");
}

function checkRoom(call: Call, name: string): void {
  const known = knownReplays(call);
  if (known.some((replay) => replay.name === name)) {
    throw new AwsError("ResourceAlreadyExistsException", `Replay ${name} already exists.`);
  }
  if (known.filter(isActive).length < MOST_ACTIVE) return;
  throw new AwsError("LimitExceededException", `No more than ${MOST_ACTIVE} replays can be active at a time.`);
}
