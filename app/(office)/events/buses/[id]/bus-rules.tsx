"use client";

import { useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { DataTable } from "@/app/_components/tables/data-table";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Bus, EventRule } from "@/lib/contract/event-buses";
import { hrefOfRule, RulePhoneRow, ruleColumns } from "../../rule-columns";
import { neediestFirst } from "../../rule-order";
import { rulesOfBus } from "./bus-query";

const COLUMNS = ruleColumns.filter(({ key }) => key !== "next" && key !== "classes");

/** The rules of a bus, those that need somebody first. */
export function BusRules({ bus, first }: { bus: Bus; first: FirstAnswer<"listRules"> }) {
  const input = rulesOfBus(bus.id);
  const rules = useAnswer("listRules", input, { initialData: answerTo(first, input) }).data;
  return (
    <Panel
      title="Rules"
      hint={rules ? hintOf(rules) : undefined}
      actions={<TextLink href={`/events?bus=${bus.id}`}>As a list</TextLink>}
      isFlush
    >
      {rules ? (
        <DataTable
          caption="Rules of this bus"
          columns={COLUMNS}
          rows={neediestFirst(rules.items, needy(rules.items, "losing", "failing"), needy(rules.items, "silent"), {})}
          keyOf={({ id }) => id}
          density="fleet"
          hrefOf={hrefOfRule}
          phoneRow={(rule) => <RulePhoneRow rule={rule} />}
          empty={
            <EmptyState
              title="It has no rule."
              evidence="What is put on it goes nowhere, unless an archive keeps it."
            />
          }
        />
      ) : (
        <LoadingSkeleton rows={4} label="Reading the rules" />
      )}
    </Panel>
  );
}

function needy(rules: readonly EventRule[], ...states: EventRule["state"][]): EventRule[] {
  return rules.filter(({ state }) => states.includes(state));
}

/** AWS's own rules are counted apart: nobody wrote them and nobody can change them. */
function hintOf({ items, totalCount }: OutputOf<"listRules">): string {
  const managedCount = items.filter(({ managedBy }) => managedBy !== null).length;
  const count = (totalCount ?? items.length) - managedCount;
  return managedCount === 0
    ? formatPlural(count, "rule")
    : `${formatPlural(count, "rule")}, and ${managedCount} of AWS`;
}
