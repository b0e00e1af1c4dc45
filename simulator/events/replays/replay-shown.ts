import type { Replay } from "../state";

/** What lists and descriptions tell alike. */
export function replayShown(replay: Replay) {
  return {
    ReplayName: replay.name,
    EventSourceArn: replay.archiveArn,
    State: replay.state,
    StateReason: replay.stateReason,
    EventStartTime: new Date(replay.eventStartAt),
    EventEndTime: new Date(replay.eventEndAt),
    EventLastReplayedTime: dateOf(replay.lastReplayedAt),
    ReplayStartTime: new Date(replay.startedAt),
    ReplayEndTime: dateOf(replay.endedAt),
  };
}

function dateOf(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}
