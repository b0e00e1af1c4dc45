import type { Call } from "../../service";
import { arnIn, nameIn, oneOfIn } from "../archives/check-input";
import { checkOneFilter, listPage } from "../archives/list-page";
import { knownReplays, LONGEST_REPLAY_NAME } from "./known-replays";
import { replayShown } from "./replay-shown";

const STATES = ["STARTING", "RUNNING", "CANCELLING", "COMPLETED", "CANCELLED", "FAILED"] as const;

/** EventBridge ListReplays: by name prefix, archive or state, one of them at most. */
export function listReplays(call: Call, input: Readonly<Record<string, unknown>>) {
  call.authorize("*");
  const prefix = nameIn(input, "NamePrefix", LONGEST_REPLAY_NAME);
  const archiveArn = arnIn(input, "EventSourceArn");
  const state = oneOfIn(input, "State", STATES);
  checkOneFilter("ListReplays", [prefix, archiveArn, state]);
  const found = knownReplays(call)
    .filter((replay) => prefix === undefined || replay.name.startsWith(prefix))
    .filter((replay) => archiveArn === undefined || replay.archiveArn === archiveArn)
    .filter((replay) => state === undefined || replay.state === state);
  const { shown, NextToken } = listPage(input, found);
  return { Replays: shown.map(replayShown), NextToken };
}
