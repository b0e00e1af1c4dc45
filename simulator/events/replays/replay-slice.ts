import type { World } from "../../service";
import { retain } from "../archives/archive-event";
import { busPlaceOf } from "../archives/bus-of";
import { acceptEvent } from "../delivery/accept-event";
import { type BusPlace, busOf } from "../resources/event-bus";
import type { Archive, BusEvent, Replay } from "../state";

/* A replay is STARTING, then RUNNING through slices of event time, then COMPLETED; CANCELLING ends as CANCELLED. */

export const REPLAY = "events.replay";

interface Slice {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Event time at which the slice begins. */
  readonly from: number;
}

const SLICE_MS = 60_000;
const SOONEST_MS = 1000;
const LATEST_MS = 2000;
/** Of a longer stretch without events, up to an hour passes as one slice. */
const LONG_SILENCE_MS = 600_000;
const LONGEST_SKIP_MS = 3_600_000;

/** Plans the replay's next step: it comes after one to two simulated seconds, by chance. */
export function planSlice(world: World, { accountId, region, name }: Replay, from: number, now: number): void {
  const at = now + SOONEST_MS + Math.floor(world.random() * (LATEST_MS - SOONEST_MS));
  world.agenda.plan({ at, kind: REPLAY, subject: { accountId, region, name, from } satisfies Slice });
}

/**
 * The agenda's "events.replay": one step of a replay, usually a minute of event time (EventBridge API Reference,
 * StartReplay). Each event enters the bus again as it was, with `replay-name`; AWS does not document whether a replayed
 * event keeps its id, here it does. Events that are not in the archive yet are missed.
 */
export function replaySlice(world: World, subject: unknown, now: number): void {
  const { accountId, region, name, from } = asSlice(subject);
  const replay = world.events.replays.get(accountId, region, name);
  if (!replay) return;
  const archiveName = replay.archiveArn.slice(replay.archiveArn.lastIndexOf("/") + 1);
  const archive = world.events.archives.get(accountId, region, archiveName);
  if (replay.state === "CANCELLING") end(replay, "CANCELLED", now);
  else if (!archive) end(replay, "FAILED", now, "The archive has been deleted.");
  else if (!busOf(world, placeOf(replay))) end(replay, "FAILED", now, "The event bus has been deleted.");
  else if (replay.state === "RUNNING") playSlice(world, replay, archive, from, now);
  else {
    replay.state = "RUNNING";
    planSlice(world, replay, from, now);
  }
}

function playSlice(world: World, replay: Replay, archive: Archive, from: number, now: number): void {
  const left = leftIn(retain(archive, now), replay, from, now);
  const to = endOfSlice(left, from);
  const passage = { onlyRuleArns: replay.filterArns };
  for (const { at, event } of left) {
    if (at >= to) continue;
    acceptEvent(world, placeOf(replay), { ...event, "replay-name": replay.name }, now, passage);
    replay.lastReplayedAt = Math.max(replay.lastReplayedAt ?? at, at);
  }
  if (to > replay.eventEndAt) end(replay, "COMPLETED", now);
  else planSlice(world, replay, to, now);
}

function placeOf({ busArn }: Replay): BusPlace {
  return busPlaceOf(busArn, "Destination.Arn");
}

/** The agenda gives back what planSlice planned, maybe through a saved state. */
function asSlice(subject: unknown): Slice {
  return subject as Slice;
}

/** What the window still holds from `from` on, both ends of the window included. */
function leftIn(
  archive: Archive,
  { eventEndAt }: Replay,
  from: number,
  now: number,
): { at: number; event: BusEvent }[] {
  return archive.events
    .filter(({ archivedAt }) => archivedAt <= now)
    .map(({ event }) => ({ at: Date.parse(event.time), event }))
    .filter(({ at }) => at >= from && at <= eventEndAt);
}

function endOfSlice(left: readonly { at: number }[], from: number): number {
  const next = left.reduce((earliest, { at }) => Math.min(earliest, at), Number.POSITIVE_INFINITY);
  const silence = next - from;
  if (silence <= LONG_SILENCE_MS) return from + SLICE_MS;
  const skipped = Math.floor(Math.min(silence, LONGEST_SKIP_MS) / SLICE_MS) * SLICE_MS;
  return from + skipped;
}

function end(replay: Replay, state: "COMPLETED" | "CANCELLED" | "FAILED", now: number, reason?: string): void {
  replay.state = state;
  replay.stateReason = reason;
  replay.endedAt = now;
}
