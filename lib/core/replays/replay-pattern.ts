import { isJsonObject, type JsonValue, member, parseJson } from "@/lib/core/messages/json";

/**
 * Whether a rule with this pattern never matches a replayed event: it demands that `replay-name` is absent, as the managed
 * rules of archives do. A rule without a pattern runs by its schedule and matches no event at all.
 */
export function leavesOutReplays(eventPattern: string | null): boolean {
  if (eventPattern === null) return true;
  const wanted = member(parseJson(eventPattern), "replay-name");
  return Array.isArray(wanted) && wanted.length > 0 && wanted.every(isAbsent);
}

function isAbsent(condition: JsonValue): boolean {
  return isJsonObject(condition) && condition.exists === false;
}
