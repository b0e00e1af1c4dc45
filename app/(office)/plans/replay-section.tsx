import { formatCount } from "@/app/_components/format";
import { KeyFigures } from "@/app/_components/ui/check-list";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { Moment } from "@/app/_components/ui/time";
import type { Plan } from "@/lib/contract/plans";
import { nameOfArn } from "@/lib/core/arn";
import { PriceNote, priceFigure } from "./plan-price";

/** What is replayed: the time, the rules, how many events about, and the price. */
export function ReplaySection({ plan, replay }: { plan: Plan; replay: NonNullable<Plan["replay"]> }) {
  const { from, until, ruleArns, estimatedEvents } = replay;
  const events = estimatedEvents === null ? "not known" : `about ${formatCount(estimatedEvents)}`;
  return (
    <DrawerSection title="What is replayed" hint={`events of ${nameOfArn(replay.busArn)}, from ${plan.subject.name}`}>
      <KeyFigures
        figures={[
          { label: "From", value: <Moment at={from} isPlain /> },
          { label: "Until", value: <Moment at={until} isPlain /> },
          { label: "Events", value: events },
          priceFigure(plan),
          { label: "Undo", value: `${plan.undoSeconds} s before it starts` },
        ]}
      />
      <PriceNote plan={plan} />
      <p className="mt-2 text-xs text-ink-2">
        {ruleArns === null ? (
          <strong className="text-warn">Every rule of the bus fires again.</strong>
        ) : (
          <>
            Only to {ruleArns.length === 1 ? "the rule" : `${ruleArns.length} rules`}:{" "}
            <span className="text-ink">{ruleArns.map(nameOfArn).join(", ")}</span>
          </>
        )}
      </p>
    </DrawerSection>
  );
}
