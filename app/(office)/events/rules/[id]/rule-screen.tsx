"use client";

import { useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { ButtonLink } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { EventRuleDetail } from "@/lib/contract/event-buses";
import { FigureCharts } from "../../figures/figure-charts";
import { windowIn } from "../../figures/figure-range";
import { Sight } from "../../sight";
import { testAddress } from "../../test-address";
import { FindingsPanel } from "./findings-panel";
import { HopsPanel } from "./hops-panel";
import { MatchesPanel } from "./matches-panel";
import { RuleArchives } from "./rule-archives";
import { RuleClasses } from "./rule-classes";
import { RuleFacts } from "./rule-facts";
import { RhythmPanel, RuleLead, RulePlacePanel } from "./rule-side";
import { ruleTitle } from "./rule-title";
import { WhyPanel } from "./why-panel";

type Props = { rule: EventRuleDetail; figures: FirstAnswer<"getRuleFigures"> };

/** One rule: how it does and why, where its events go and where they end, what it matches, and what EventBridge counted. */
export function RuleScreen({ rule: first, figures: firstFigures }: Props) {
  const [parameters] = useUrlParams();
  const rule = useAnswer("getRule", { id: first.id }, { initialData: first }).data ?? first;
  const input = { id: first.id, window: windowIn(parameters) };
  const figures = useAnswer("getRuleFigures", input, { initialData: answerTo(firstFigures, input) });
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Events", href: "/events" },
          { label: rule.bus.name, ...(rule.bus.id ? { href: `/events/buses/${rule.bus.id}` } : {}) },
          { label: rule.name },
        ]}
        title={ruleTitle(rule)}
        lead={<RuleLead rule={rule} />}
        actions={<RuleActions rule={rule} />}
      />
      <div className="grid gap-4">
        <Sight of={rule} noun="rule" afterwards=". What is shown is history." />
        <RuleFacts rule={rule} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
          <div className="grid min-w-0 gap-4">
            <HopsPanel hops={rule.hops} classes={rule.classes} isSchedule={rule.scheduleExpression !== null} />
            <RuleClasses rule={rule} />
            <FigureCharts figures={figures} what="rule" />
            <MatchesPanel eventPattern={rule.eventPattern} scheduleExpression={rule.scheduleExpression} />
          </div>
          <div className="grid min-w-0 gap-4">
            <WhyPanel causes={figures.data?.likelyCauses ?? firstFigures.output.likelyCauses} />
            <RhythmPanel rhythm={figures.data?.rhythm ?? firstFigures.output.rhythm} />
            <RuleArchives rule={rule} />
            <FindingsPanel findings={rule.findings} accountId={rule.accountId} />
            <RulePlacePanel rule={rule} />
          </div>
        </div>
      </div>
      {rule.bus.id ? (
        <PhoneActions consequence="Nothing is sent: it says which rules would match.">
          <ButtonLink size="touch" href={testAddress(rule.bus.id, { ruleId: rule.id })}>
            Test an event
          </ButtonLink>
        </PhoneActions>
      ) : null}
    </>
  );
}

function RuleActions({ rule }: { rule: EventRuleDetail }) {
  return (
    <>
      <ButtonLink href={`/inventory/${rule.id}`}>Settings and changes</ButtonLink>
      {rule.bus.id ? <ButtonLink href={testAddress(rule.bus.id, { ruleId: rule.id })}>Test an event</ButtonLink> : null}
    </>
  );
}
