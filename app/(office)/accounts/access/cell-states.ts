import type { Status } from "@/app/_components/ui/status";
import type { CapabilityCell } from "@/lib/contract/onboarding";

type State = CapabilityCell["state"];
interface Look {
  readonly status: Status;
  readonly word: string;
}

/** Shape and word of each state of the matrix. Only a real answer is green. */
export const CELL_LOOKS: Readonly<Record<State, Look>> = {
  ok: { status: "pass", word: "works" },
  denied: { status: "block", word: "denied" },
  failed: { status: "warn", word: "failed" },
  unproven: { status: "unproven", word: "unproven" },
  absent: { status: "dismissed", word: "not there" },
  off: { status: "off", word: "no role" },
  unknown: { status: "waiting", word: "not tried" },
};

/** What somebody must do something about. */
export function isWrong({ state }: Pick<CapabilityCell, "state">): boolean {
  return state === "denied" || state === "failed";
}
