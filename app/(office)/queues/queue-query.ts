import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";

const PAGE_SIZE = 100;
export const QUEUE_KINDS = ["all", "dead-letter", "source"] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

export function kindIn(parameters: Parameters): QueueKind {
  return choiceIn(parameters, "kind", QUEUE_KINDS);
}

/** The question that the address of the queue list asks. */
export function queueQuery(parameters: Parameters): InputOf<"listQueues"> {
  const kind = kindIn(parameters);
  const name = parameters.get("name");
  return {
    ...scopeIn(parameters),
    ...(kind === "all" ? {} : { isDeadLetterQueue: kind === "dead-letter" }),
    ...(name ? { name } : {}),
    ...(parameters.get("with") === "messages" ? { withMessages: true } : {}),
    limit: PAGE_SIZE,
  };
}

/** How many dead-letter queues hold something, for the headline. */
export function holdingQuery(parameters: Parameters): InputOf<"listQueues"> {
  return { ...scopeIn(parameters), isDeadLetterQueue: true, withMessages: true, limit: 1 };
}
