import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { REPLAY_STATES, type ReplayState } from "@/lib/core/replays/replay-state";

const PAGE_SIZE = 100;

/** The question that the address of the replays asks. */
export function replaysQuery(parameters: Parameters): InputOf<"listReplays"> {
  const archiveId = parameters.get("archive");
  const state = stateIn(parameters);
  return {
    ...scopeIn(parameters),
    ...(archiveId?.startsWith("res_") ? { archiveId } : {}),
    ...(state ? { state } : {}),
    limit: PAGE_SIZE,
  };
}

export function stateIn(parameters: Parameters): ReplayState | undefined {
  return REPLAY_STATES.find((state) => state === parameters.get("state"));
}
