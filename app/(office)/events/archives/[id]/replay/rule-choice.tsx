"use client";

import { formatPlural } from "@/app/_components/format";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { Archive, EventRule } from "@/lib/contract/event-buses";
import type { ReplayWish } from "./replay-wish";

type Props = {
  archive: Archive;
  rules: EventRule[];
  wish: ReplayWish;
  onChange: (changed: Partial<ReplayWish>) => void;
};

/** The rules that are to get the events. All of them is a choice of its own, for everything then happens again. */
export function RuleChoice({ archive, rules, wish, onChange }: Props) {
  const takers = rules.filter(({ deletedAt, managedBy }) => deletedAt === null && managedBy === null);
  const toggle = (id: string) =>
    onChange({
      ruleIds: wish.ruleIds.includes(id) ? wish.ruleIds.filter((one) => one !== id) : [...wish.ruleIds, id],
      isAll: false,
    });
  return (
    <Panel title="2. Which rules" hint={`of ${archive.bus.name}; no other rule gets the events`} isFlush>
      {takers.length === 0 ? (
        <EmptyState
          title="No rule of this bus is known."
          evidence="Either there is none, or EventBridge could not be read here."
        />
      ) : (
        <ul className="divide-y divide-line">
          {takers.map((rule) => (
            <li key={rule.id} className="flex items-start justify-between gap-3 px-4 py-2">
              <Checkbox
                label={<span className="font-mono text-sm tracking-[-0.03em] wrap-anywhere">{rule.name}</span>}
                help={helpOf(rule)}
                disabledReason={whyNotThis(rule, wish)}
                checked={wish.isAll ? rule.isEnabled : wish.ruleIds.includes(rule.id)}
                onChange={() => toggle(rule.id)}
              />
              <TextLink href={`/events/rules/${rule.id}`} className="mt-0.5 text-xs whitespace-nowrap">
                Targets
              </TextLink>
            </li>
          ))}
        </ul>
      )}
      <div className="border-t bg-sunken px-4 py-2">
        <Checkbox
          label="Every rule of the bus"
          help="Each event fires everything again that it fired the first time: orders are shipped twice, mails are sent twice."
          checked={wish.isAll}
          onChange={() => onChange({ isAll: !wish.isAll, ruleIds: [] })}
        />
      </div>
    </Panel>
  );
}

function helpOf({ targetCount, state, stateReason }: EventRule): string {
  const targets = targetCount === 0 ? "no target" : formatPlural(targetCount, "target");
  return state === "failing" || state === "losing" ? `${targets} · ${stateReason}` : targets;
}

function whyNotThis(rule: EventRule, { isAll }: ReplayWish): string | undefined {
  if (isAll) return "Every rule is chosen.";
  if (!rule.isEnabled) return "Disabled: it would get nothing.";
  if (rule.eventPattern === null) return "It runs by the clock and takes no events.";
  return undefined;
}
