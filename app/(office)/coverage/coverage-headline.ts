import { formatPlural } from "@/app/_components/format";
import type { OutputOf } from "@/lib/contract";

type Coverage = Pick<OutputOf<"getCoverage">, "judgedAt" | "overall" | "blindPlaces">;

/** The answer on top of the page: where events vanish now, else where they would. It never says more than was read. */
export function coverageHeadline({ judgedAt, overall, blindPlaces }: Coverage): { title: string; lead: string } {
  if (judgedAt === null)
    return {
      title: "Not judged yet.",
      lead: "The first judgement follows within a minute of the first inventory. Nothing is received for it.",
    };
  const { critical, high } = overall.counts;
  const unread =
    blindPlaces.length > 0
      ? `${formatPlural(blindPlaces.length, "service")} could not be read: what is there was not judged.`
      : "Everything that was asked for could be read.";
  if (critical > 0)
    return {
      title: `Events vanish at ${formatPlural(critical, "place")} as things stand.`,
      lead: high > 0 ? `At ${high} more the next failure loses its event. ${unread}` : unread,
    };
  if (high > 0) return { title: `The next failure loses its event at ${formatPlural(high, "place")}.`, lead: unread };
  if (overall.checkedCount === 0)
    return { title: "There is nothing to judge yet.", lead: "No queue, rule, topic or function was read so far." };
  return { title: "No hole is known through which an event would vanish.", lead: unread };
}
