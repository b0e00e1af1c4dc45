import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { requiredNameIn } from "../archives/check-input";
import type { Replay } from "../state";

export const LONGEST_REPLAY_NAME = 64;
const KEPT_MS = 90 * 86_400_000;

export function replayArn({ accountId, region }: Pick<Call, "accountId" | "region">, name: string): string {
  return `arn:aws:events:${region}:${accountId}:replay/${name}`;
}

/** The replays of the caller's account and Region that EventBridge still knows: it forgets them after 90 days. */
export function knownReplays({ world, accountId, region }: Call): Replay[] {
  const { replays } = world.events;
  const oldest = world.clock.now() - KEPT_MS;
  for (const replay of replays.list(accountId, region)) {
    if (replay.startedAt <= oldest) replays.delete(replay);
  }
  return replays.list(accountId, region);
}

/** The caller's replay of that name, if he may do to it what he asks. Throws ResourceNotFoundException. */
export function replayNamed(call: Call, input: Readonly<Record<string, unknown>>): Replay {
  const name = requiredNameIn(input, "ReplayName", LONGEST_REPLAY_NAME);
  call.authorize(replayArn(call, name));
  const replay = knownReplays(call).find((one) => one.name === name);
  if (replay) return replay;
  throw new AwsError("ResourceNotFoundException", `Replay ${name} does not exist.`);
}

export function isActive({ state }: Replay): boolean {
  return state === "STARTING" || state === "RUNNING" || state === "CANCELLING";
}
