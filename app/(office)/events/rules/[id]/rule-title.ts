import type { EventRule } from "@/lib/contract/event-buses";

type Facts = Pick<EventRule, "name" | "state" | "isReadable" | "deletedAt">;

const WORDS: Record<EventRule["state"], string> = {
  losing: "loses events",
  failing: "fails to deliver",
  silent: "went silent",
  ok: "has no known failure",
  disabled: "is disabled",
  unknown: "was not measured",
};

/** The rule in a sentence: what it does now, or that nobody knows. */
export function ruleTitle({ name, state, isReadable, deletedAt }: Facts): string {
  if (deletedAt) return `${name} was deleted`;
  return isReadable ? `${name} ${WORDS[state]}` : `${name} cannot be seen`;
}
