import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { replayNamed } from "./known-replays";

/** EventBridge CancelReplay: the replay ends before its next slice; what it has replayed stays so. */
export function cancelReplay(call: Call, input: Readonly<Record<string, unknown>>) {
  const replay = replayNamed(call, input);
  if (replay.state !== "STARTING" && replay.state !== "RUNNING") {
    throw new AwsError("IllegalStatusException", `Replay ${replay.name} is not in a valid state for this operation.`);
  }
  replay.state = "CANCELLING";
  return { ReplayArn: replay.arn, State: replay.state };
}
