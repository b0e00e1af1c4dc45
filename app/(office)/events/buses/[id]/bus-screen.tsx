"use client";

import { useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { ButtonLink } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Bus } from "@/lib/contract/event-buses";
import { FigureCharts } from "../../figures/figure-charts";
import { windowIn } from "../../figures/figure-range";
import { Sight } from "../../sight";
import { testAddress } from "../../test-address";
import { BusArchives } from "./bus-archives";
import { BusRules } from "./bus-rules";
import { BusLead, BusPlacePanel } from "./bus-side";
import { PuttersPanel } from "./putters-panel";

type Props = {
  bus: Bus;
  figures: FirstAnswer<"getBusFigures">;
  rules: FirstAnswer<"listRules">;
  archives: FirstAnswer<"listArchives">;
};

/** One event bus: who may put events on it, its rules and archives, and what EventBridge counted. */
export function BusScreen({ bus: first, figures: firstFigures, rules, archives }: Props) {
  const [parameters] = useUrlParams();
  const bus = useAnswer("getBus", { id: first.id }, { initialData: first }).data ?? first;
  const input = { id: first.id, window: windowIn(parameters) };
  const figures = useAnswer("getBusFigures", input, { initialData: answerTo(firstFigures, input) });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Events", href: "/events" }, { label: "Buses", href: "/events/buses" }, { label: bus.name }]}
        title={busTitle(bus)}
        lead={<BusLead bus={bus} />}
        actions={
          <>
            <ButtonLink href={`/inventory/${bus.id}`}>Settings and changes</ButtonLink>
            <ButtonLink href={testAddress(bus.id)}>Test an event</ButtonLink>
          </>
        }
      />
      <div className="grid gap-4">
        <Sight of={bus} noun="bus" afterwards=". What is shown is history." />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
          <div className="grid min-w-0 gap-4">
            <BusRules bus={bus} first={rules} />
            <FigureCharts figures={figures} what="bus" />
          </div>
          <div className="grid min-w-0 gap-4">
            <PuttersPanel bus={bus} />
            <BusArchives first={archives} />
            <BusPlacePanel bus={bus} />
          </div>
        </div>
      </div>
      <PhoneActions consequence="Nothing is sent: it says which rules would match.">
        <ButtonLink size="touch" href={testAddress(bus.id)}>
          Test an event
        </ButtonLink>
      </PhoneActions>
    </>
  );
}

function busTitle({ name, ruleCount, deletedAt, isReadable }: Bus): string {
  if (deletedAt) return `${name} was deleted`;
  if (!isReadable) return `${name} cannot be seen`;
  return ruleCount === 0
    ? `${name} has no rule: what it gets goes nowhere`
    : `${name} has ${formatPlural(ruleCount, "rule")}`;
}
