import { NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { RelativeTime } from "@/app/_components/ui/time";
import type { EventRule } from "@/lib/contract/event-buses";
import { lostCount } from "./lost-count";
import { NameCell } from "./name-cell";
import { needsAttention, RuleState } from "./rule-state";
import { NOT_TOLD, ToldCount } from "./told-count";

export function hrefOfRule({ id }: Pick<EventRule, "id">): string {
  return `/events/rules/${id}`;
}

/** The columns of the rules. */
export const ruleColumns: Column<EventRule>[] = [
  {
    key: "state",
    header: "State",
    width: 108,
    cell: (rule) => (
      <span title={rule.stateReason}>
        <RuleState rule={rule} />
      </span>
    ),
  },
  { key: "rule", header: "Rule", cell: (rule) => <RuleCell rule={rule} /> },
  {
    key: "triggered",
    header: "Triggered",
    width: 84,
    isNumber: true,
    from: "lg",
    cell: ({ figures24h }) => <ToldCount count={figures24h?.triggeredCount} />,
  },
  {
    key: "failed",
    header: "Failed",
    width: 76,
    isNumber: true,
    cell: ({ figures24h }) => <ToldCount count={figures24h?.failedCount} tone="warn" />,
  },
  {
    key: "deadLettered",
    header: "Dead-lettered",
    width: 104,
    isNumber: true,
    from: "lg",
    cell: ({ figures24h }) => <ToldCount count={figures24h?.deadLetteredCount} />,
  },
  {
    key: "lost",
    header: "Lost",
    width: 68,
    isNumber: true,
    cell: (rule) => <ToldCount count={lostCount(rule)} tone="danger" />,
  },
  {
    key: "last",
    header: "Last run",
    width: 96,
    isNumber: true,
    from: "lg",
    cell: (rule) => <LastTriggered rule={rule} />,
  },
  {
    key: "classes",
    header: "Open classes",
    width: 100,
    isNumber: true,
    from: "xl",
    cell: ({ openClassCount }) => <ToldCount count={openClassCount} />,
  },
  {
    key: "next",
    header: "Next step",
    width: 104,
    isRight: true,
    from: "lg",
    cell: (rule) => (
      <ButtonLink size="sm" href={hrefOfRule(rule)}>
        {needsAttention(rule.state) ? "See why" : "Open"}
      </ButtonLink>
    ),
  },
];

function RuleCell({ rule }: { rule: EventRule }) {
  return (
    <NameCell
      href={hrefOfRule(rule)}
      name={rule.name}
      arn={rule.arn}
      accountName={rule.accountName}
      region={rule.region}
    >
      {rule.scheduleExpression ? <Chip>schedule</Chip> : null}
      {rule.managedBy ? <Chip>managed</Chip> : null}
      <span className="min-w-0 truncate">{rule.bus.name}</span>
      <span className="text-ink-3">·</span>
    </NameCell>
  );
}

function LastTriggered({ rule: { figures24h } }: { rule: EventRule }) {
  if (!figures24h?.lastTriggeredAt)
    return (
      <span title={NOT_TOLD} className="text-unknown">
        {NOT_APPLICABLE_TEXT}
        <span className="sr-only"> not told</span>
      </span>
    );
  return <RelativeTime at={figures24h.lastTriggeredAt} suffix=" ago" isPlain />;
}

/** The same on a phone: state and what is lost or failed, then the rule and where it is. */
export function RulePhoneRow({ rule }: { rule: EventRule }) {
  const lost = lostCount(rule);
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <RuleState rule={rule} />
        <span className="text-xs text-ink-2">
          {lost ? (
            <>
              <ToldCount count={lost} tone="danger" /> lost
            </>
          ) : (
            <>
              <ToldCount count={rule.figures24h?.failedCount} tone="warn" /> failed
            </>
          )}
        </span>
      </span>
      <span className="block truncate font-mono text-sm tracking-[-0.03em]">{rule.name}</span>
      <span className="block truncate text-xs text-ink-3">
        {rule.bus.name} · {rule.accountName} · {rule.region}
      </span>
    </>
  );
}
