import { formatDuration, formatPlural } from "@/app/_components/format";
import type { OutputOf } from "@/lib/contract";

/** Where the first half hour stands, with the two figures that matter. */
export function startHeadline(report: OutputOf<"getFirstReport">): { title: string; lead: string } {
  if (report.accountCount === 0)
    return {
      title: "Three steps to see where events vanish.",
      lead: "A read-only role is enough. No message is received, nothing is changed, nobody is paged.",
    };
  const holes = report.holes && report.holes.critical + report.holes.high;
  const seen = `${report.accountsSeen} of ${formatPlural(report.accountCount, "account")} seen in full`;
  const since =
    report.sinceConnectedSeconds === null ? "" : `, ${formatDuration(report.sinceConnectedSeconds)} after the first`;
  return {
    title:
      holes === null
        ? "Where events vanish is not judged yet."
        : `${formatPlural(holes, "place")} where events vanish, ${formatPlural(report.within7dCount, "queue")} that may lose messages this week.`,
    lead: `${seen}${since}. ${formatPlural(report.receivedCount, "message read", "message reads")} so far.`,
  };
}
