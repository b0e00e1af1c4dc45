import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import type { EventRule } from "@/lib/contract/event-buses";

type State = EventRule["state"];

const STATUS: Record<State, Status> = {
  losing: "block",
  failing: "escalating",
  silent: "warn",
  ok: "pass",
  disabled: "off",
  unknown: "unknown",
};

const WORD: Record<State, string> = {
  losing: "Losing",
  failing: "Failing",
  silent: "Silent",
  ok: "OK",
  disabled: "Disabled",
  unknown: "Unknown",
};

/** Whether somebody should look at a rule in this state. */
export function needsAttention(state: State): boolean {
  return state === "losing" || state === "failing" || state === "silent";
}

/** Shape, word and colour of a rule's state; first of all whether it is there and can be seen. */
export function RuleState({ rule }: { rule: Pick<EventRule, "state" | "isReadable" | "deletedAt"> }) {
  if (rule.deletedAt) return <StateLabel status="cancelled">Deleted</StateLabel>;
  if (!rule.isReadable) return <StateLabel status="blind" />;
  return <StateLabel status={STATUS[rule.state]}>{WORD[rule.state]}</StateLabel>;
}
