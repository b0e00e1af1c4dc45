import { formatCount, formatPlural } from "@/app/_components/format";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import type { Fact } from "@/app/_components/ui/fact-strip";
import type { Now } from "@/lib/contract/system";
import { viewAddress } from "./now-address";

/** The figures on top of Now, each with the list behind it. */
export function nowFacts(now: Now, scope: ScopeChoice): Fact[] {
  return [
    ...classFacts(now, scope),
    {
      key: "loss",
      label: "Lost within 24 h",
      value: formatCount(now.lossWithin24hCount),
      detail: now.lossWithin24hCount > 0 ? "not saved yet" : "of what is indexed",
      href: viewAddress("all", scope),
      ...(now.lossWithin24hCount > 0 ? { tone: "danger" as const } : {}),
    },
    {
      key: "runs",
      label: "Open runs",
      value: formatCount(now.openRuns.length),
      detail: runNames(now),
      href: "/runs?state=open",
    },
    {
      key: "off",
      label: "Unread queues",
      value: formatCount(now.offQueues.length),
      detail: now.offQueues.length > 0 ? "off, with messages in them" : "none holds a message",
      ...(now.offQueues.length > 0 ? { tone: "unknown" as const } : {}),
    },
    {
      key: "blind",
      label: "Blind",
      value: now.blind.length > 0 ? formatPlural(now.blind.length, "Region") : "0",
      detail: now.blind.length > 0 ? blindText(now) : "everything is seen",
      href: "/accounts",
      ...(now.blind.length > 0 ? { tone: "unknown" as const } : {}),
    },
  ];
}

function classFacts(now: Now, scope: ScopeChoice): Fact[] {
  return [
    {
      key: "new",
      label: "New",
      value: formatCount(now.newCount),
      detail: `${formatCount(now.ongoingCount)} ongoing`,
      href: viewAddress("needs-action", scope),
    },
    {
      key: "worse",
      label: "Escalating",
      value: formatCount(now.escalatingCount),
      detail: "above their own forecast",
      href: viewAddress("needs-action", scope),
      ...(now.escalatingCount > 0 ? { tone: "warn" as const } : {}),
    },
    {
      key: "regressed",
      label: "Regressed",
      value: formatCount(now.regressedCount),
      detail: asideText(now),
      href: viewAddress("needs-action", scope),
      ...(now.regressedCount > 0 ? { tone: "warn" as const } : {}),
    },
  ];
}

/** What is not counted as needing somebody. */
function asideText({ snoozedCount, backlogCount }: Now): string {
  return snoozedCount > 0
    ? `${formatCount(snoozedCount)} snoozed, ${formatCount(backlogCount)} backlog`
    : `${formatCount(backlogCount)} in the backlog`;
}

function blindText({ blind }: Now): string {
  const queueCount = blind.reduce((sum, region) => sum + region.queueCount, 0);
  return queueCount > 0 ? `${formatPlural(queueCount, "queue")} not seen` : "its queues are not known";
}

function runNames({ openRuns }: Now): string {
  if (openRuns.length === 0) return "none under way";
  const names = openRuns.slice(0, 2).map((run) => `R-${run.number}`);
  return openRuns.length > 2 ? `${names.join(", ")} and ${openRuns.length - 2} more` : names.join(", ");
}
