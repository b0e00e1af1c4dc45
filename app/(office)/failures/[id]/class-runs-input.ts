import type { InputOf } from "@/lib/contract";
import type { FailureClass } from "@/lib/contract/failures";

/** Runs that may have touched a class: all of its queue, else those planned from it. */
export function runsInput({ id, queueId }: Pick<FailureClass, "id" | "queueId">): InputOf<"listRuns"> {
  return queueId ? { queueId, limit: 20 } : { classId: id, limit: 20 };
}
