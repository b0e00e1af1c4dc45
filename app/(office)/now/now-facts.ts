import { formatCount, formatPlural } from "@/app/_components/format";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import type { Sight } from "@/app/_components/sight";
import type { Fact } from "@/app/_components/ui/fact-strip";
import type { Now } from "@/lib/contract/system";
import { viewAddress } from "./now-address";

/** The figures on top of Now, each with the list behind it. */
export function nowFacts(now: Now, scope: ScopeChoice, sight: Sight): Fact[] {
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
      detail: offText(now),
      ...(now.offQueues.length > 0 ? { tone: "unknown" as const } : {}),
    },
    sightFact(now, sight),
  ];
}

type Seen = Pick<Now, "blind" | "accountCount" | "accountsSeen">;

/** How far we can see. That all is seen is said only of what is connected, was looked at, and is shown to this person. */
export function sightFact(now: Seen, sight: Sight): Fact {
  const fact = { key: "blind", label: "Blind", href: "/accounts", tone: "unknown" as const };
  if (now.blind.length > 0)
    return { ...fact, value: formatPlural(now.blind.length, "Region"), detail: blindText(now.blind) };
  if (now.accountCount === 0)
    return sight === "everything"
      ? { ...fact, value: "?", detail: "nothing is connected yet", href: "/start" }
      : { ...fact, value: "?", detail: "nothing is shown to you", href: "/settings?tab=rights" };
  const waitingCount = now.accountCount - now.accountsSeen;
  if (waitingCount > 0)
    return { ...fact, value: "?", detail: `${formatPlural(waitingCount, "account")} not looked at yet` };
  const detail = sight === "everything" ? "everything is seen" : "of what is shown to you";
  return { key: fact.key, label: fact.label, href: fact.href, value: "0", detail };
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

function blindText(blind: Now["blind"]): string {
  const queueCount = blind.reduce((sum, region) => sum + region.queueCount, 0);
  return queueCount > 0 ? `${formatPlural(queueCount, "queue")} not seen` : "its queues are not known";
}

function offText({ offQueues, deadLetterQueueCount }: Now): string {
  if (offQueues.length > 0) return "off, with messages in them";
  return deadLetterQueueCount > 0 ? "none holds a message" : "no dead-letter queue is known";
}

function runNames({ openRuns }: Now): string {
  if (openRuns.length === 0) return "none under way";
  const names = openRuns.slice(0, 2).map((run) => `R-${run.number}`);
  return openRuns.length > 2 ? `${names.join(", ")} and ${openRuns.length - 2} more` : names.join(", ");
}
