import type { ClassStatus } from "../class-status";

/**
 * The status of a class after another was merged into it. It stays what it was unless the other one is livelier: what
 * waits or arrives there waits or arrives here from now on. A merge makes nothing *new*.
 */
export function statusAfterMerge(into: ClassStatus, from: ClassStatus): ClassStatus {
  if (from === "resolved" || from === into) return into;
  if (from === "escalating") return "escalating";
  if (into === "resolved") return from === "new" ? "ongoing" : from;
  return into === "backlog" && from !== "backlog" ? "ongoing" : into;
}
