import { Chip } from "@/app/_components/ui/chip";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { EventRuleDetail } from "@/lib/contract/event-buses";
import type { RuleFigures } from "@/lib/contract/event-figures";
import { RuleState } from "../../rule-state";

/** Under the title: the state and why, in a sentence. */
export function RuleLead({ rule }: { rule: EventRuleDetail }) {
  return (
    <>
      <RuleState rule={rule} />
      {rule.managedBy ? <Chip>managed by {rule.managedBy}</Chip> : null}
      <span className="min-w-0">{rule.stateReason}</span>
      <span className="flex items-center gap-x-2 max-sm:hidden">
        <LeadDot />
        <code className="machine text-ink-3">{rule.id}</code>
      </span>
    </>
  );
}

const SHAPES = {
  "in-rhythm": { status: "pass", word: "In rhythm" },
  silent: { status: "warn", word: "Silent" },
  "not-measurable": { status: "unknown", word: "Not measurable" },
  disabled: { status: "off", word: "Disabled" },
} as const;

/** Whether it runs as often as it used to. */
export function RhythmPanel({ rhythm }: { rhythm: RuleFigures["rhythm"] }) {
  const { status, word } = SHAPES[rhythm.kind];
  return (
    <Panel title="Rhythm">
      <StateLabel status={status}>{word}</StateLabel>
      <p className="mt-1">{rhythm.sentence}</p>
      <p className="mt-1 text-xs text-ink-2">
        {rhythm.lastTriggeredAt ? (
          <>
            Last run <RelativeTime at={rhythm.lastTriggeredAt} suffix=" ago" />.{" "}
          </>
        ) : null}
        {rhythm.dueAt ? (
          <>
            Due by <Moment at={rhythm.dueAt} />.{" "}
          </>
        ) : null}
        {rhythm.classId ? <TextLink href={`/failures/${rhythm.classId}`}>The failure of this silence</TextLink> : null}
      </p>
    </Panel>
  );
}

/** Where it is, how fresh that is, and where its settings stand. */
export function RulePlacePanel({ rule }: { rule: EventRuleDetail }) {
  return (
    <Panel title="Where it is" isFlush>
      <DescriptionList
        items={[
          {
            term: "Bus",
            value: rule.bus.id ? (
              <TextLink href={`/events/buses/${rule.bus.id}`}>{rule.bus.name}</TextLink>
            ) : (
              <span title={rule.bus.arn}>{rule.bus.name}</span>
            ),
          },
          { term: "Account", value: <TextLink href={`/accounts/${rule.accountId}`}>{rule.accountName}</TextLink> },
          { term: "Region", value: rule.region },
          {
            term: "Settings",
            value: <TextLink href={`/inventory/${rule.id}`}>all of them, and what changed</TextLink>,
          },
          { term: "Read", value: <RelativeTime at={rule.readAt} suffix=" ago" /> },
          { term: "ARN", value: rule.arn, isMachine: true },
        ]}
      />
    </Panel>
  );
}
