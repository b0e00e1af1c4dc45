import { formatPlural } from "@/app/_components/format";
import type { OutputOf } from "@/lib/contract";

type Losses = Pick<OutputOf<"listLosses">, "within24hCount" | "within7dCount" | "unknownCount" | "totalCount">;

/** What dies first, in a sentence; what nobody can tell is said, never counted as safe. */
export function lossesHeadline({ within24hCount, within7dCount, unknownCount, totalCount }: Losses) {
  const unknown =
    unknownCount > 0 ? ` Of ${formatPlural(unknownCount, "queue")} nothing tells how old their messages are.` : "";
  if (within24hCount > 0)
    return {
      title: `${formatPlural(within24hCount, "dead-letter queue")} may lose a message within 24 hours.`,
      lead: `${formatPlural(within7dCount, "queue")} within a week. For queues in mode off, no message was read to know this.${unknown}`,
    };
  if (within7dCount > 0)
    return {
      title: `${formatPlural(within7dCount, "dead-letter queue")} may lose a message this week.`,
      lead: `None within 24 hours, as far as is known.${unknown}`,
    };
  if ((totalCount ?? 0) === 0)
    return { title: "No dead-letter queue holds anything.", lead: "Nothing can be lost to retention now." };
  return { title: "Nothing is known to be lost within a week.", lead: `Unsaved messages wait all the same.${unknown}` };
}
