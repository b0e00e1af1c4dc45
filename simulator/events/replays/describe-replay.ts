import type { Call } from "../../service";
import { replayNamed } from "./known-replays";
import { replayShown } from "./replay-shown";

/** EventBridge DescribeReplay. */
export function describeReplay(call: Call, input: Readonly<Record<string, unknown>>) {
  const replay = replayNamed(call, input);
  const { arn, description, busArn, filterArns } = replay;
  return {
    ReplayArn: arn,
    Description: description,
    Destination: { Arn: busArn, FilterArns: filterArns.length > 0 ? filterArns : undefined },
    ...replayShown(replay),
  };
}
