import { VisibleText } from "@/app/_components/message/visible-text";
import { Chip } from "@/app/_components/ui/chip";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { EventTestMiss, EventTestRule } from "@/lib/contract/event-test";
import { TestedTarget } from "./tested-target";

const STATES = {
  yes: { status: "pass", word: "Would match" },
  no: { status: "skipped", word: "Would not" },
  unknown: { status: "unknown", word: "Unknown" },
} as const;

/** What is said of one rule: that it would match and what its targets get, or field by field why not. */
export function TestedRule({ rule }: { rule: EventTestRule }) {
  const { status, word } = STATES[rule.matches];
  return (
    <li className="grid gap-1.5 border-b px-4 py-3 last:border-b-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <StateLabel status={status}>{word}</StateLabel>
        <TextLink href={`/events/rules/${rule.ruleId}`} title={rule.arn} className="machine min-w-0 wrap-anywhere">
          {rule.name}
        </TextLink>
        {rule.managedBy ? <Chip>managed by {rule.managedBy}</Chip> : null}
        <span className="ml-auto text-xs text-ink-3">
          read <RelativeTime at={rule.readAt} suffix=" ago" isPlain />
        </span>
      </p>
      {isSaidByMisses(rule) ? null : (
        <p className="text-ink-2 wrap-anywhere">
          <VisibleText text={rule.sentence} />
        </p>
      )}
      {rule.misses.length > 0 ? (
        <ul className="grid gap-1">
          {rule.misses.map((miss) => (
            <Miss key={`${miss.path} ${miss.wanted} ${miss.sentence}`} miss={miss} />
          ))}
        </ul>
      ) : null}
      {rule.targets.length > 0 && rule.managedBy === null ? (
        <ul className="grid gap-2">
          {rule.targets.map((target) => (
            <TestedTarget key={target.id} target={target} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** Whether the fields below say all that its sentence says. */
function isSaidByMisses({ reason, misses }: EventTestRule): boolean {
  return reason === "pattern" && misses.length > 0;
}

/** One field that keeps the pattern from matching. */
function Miss({ miss }: { miss: EventTestMiss }) {
  return (
    <li className="border-l-2 border-line-strong pl-3">
      <span className="wrap-anywhere">
        <VisibleText text={miss.sentence} />
      </span>
      <span className="machine block leading-[18px] wrap-anywhere text-ink-3">
        <VisibleText text={miss.path} /> · wanted <VisibleText text={miss.wanted} /> · found{" "}
        <VisibleText text={miss.found} />
      </span>
    </li>
  );
}
