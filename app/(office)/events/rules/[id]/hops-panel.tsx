import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { EventRuleDetail, Hop } from "@/lib/contract/event-buses";
import { HopRow } from "./hop-row";
import { commonAtOnce, losesEvents } from "./hop-words";

type Props = { hops: readonly Hop[]; classes: EventRuleDetail["classes"]; isSchedule: boolean };

/** Each target as a sentence: where events go, how long EventBridge tries, and where it gives up; what fails there now is marked. */
export function HopsPanel({ hops, classes, isSchedule }: Props) {
  const losingCount = hops.filter(losesEvents).length;
  const common = commonAtOnce(hops);
  return (
    <Panel
      title="Where it delivers"
      hint={hops.length > 0 ? formatPlural(hops.length, "target") : undefined}
      actions={
        losingCount > 0 ? (
          <span className="text-danger">
            {losingCount === hops.length ? "what fails is lost" : `what fails is lost at ${losingCount}`}
          </span>
        ) : undefined
      }
      isFlush
    >
      {hops.length === 0 ? (
        <EmptyState
          title="It has no target."
          evidence={isSchedule ? "It runs and does nothing." : "What it matches goes nowhere."}
        />
      ) : (
        <>
          <ol>
            {hops.map((hop) => (
              <HopRow
                key={hop.targetId}
                hop={hop}
                failures={classes.filter(({ targetArn }) => targetArn === hop.arn)}
                hasAtOnce={common === undefined}
              />
            ))}
          </ol>
          {common ? <p className="border-t px-4 py-2 text-xs text-ink-3">{common}</p> : null}
        </>
      )}
    </Panel>
  );
}
