import { formatPlural } from "@/app/_components/format";
import type { Sight } from "@/app/_components/sight";
import type { OutputOf } from "@/lib/contract";

type Coverage = Pick<OutputOf<"getCoverage">, "judgedAt" | "overall" | "blindPlaces">;

/** The answer on top of the page: where events vanish now, else where they would. It never says more than was read. */
export function coverageHeadline(coverage: Coverage, sight: Sight): { title: string; lead: string } {
  if (sight === "everything") return headlineOf(coverage);
  if (sight === "nothing")
    return { title: "Nothing is shown to you here.", lead: "Your grants name nothing that is connected." };
  if (sight === "resources")
    return {
      title: "What is found at your resources.",
      lead: "Your grants name single resources; accounts as a whole and their figures are not shown.",
    };
  const { title, lead } = headlineOf(coverage);
  return { title, lead: `${lead} Only accounts shown to you are counted.` };
}

function headlineOf({ judgedAt, overall, blindPlaces }: Coverage): { title: string; lead: string } {
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
