import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { ExecutionsPanel } from "./executions-panel";

type Props = { failure: FailureClassDetail; onPlan: (request: PlanRequest, title: string) => void };

/** In the place of messages, for failures that left none: their executions, or why there is nothing to show. */
export function UnrecordedPanel({ failure, onPlan }: Props) {
  if (failure.record === "messages") return null;
  return failure.record === "executions" ? (
    <ExecutionsPanel failure={failure} onPlan={onPlan} />
  ) : (
    <LostPanel failure={failure} />
  );
}

function LostPanel({
  failure: { totalCount, messageType, why, anchorName, wayBack },
}: {
  failure: FailureClassDetail;
}) {
  const metric = why.find(({ part }) => part === "classifier")?.value ?? "metric";
  return (
    <Panel title="What is lost" hint="only a count is left" isFlush>
      <EmptyState
        title={`${formatPlural(totalCount, messageType)} of ${anchorName}, and nobody kept what was in them.`}
        evidence={
          <>
            The {metric} counts them and names none. CloudWatch tells it late and as well as it can, so the number may
            still change. {wayBack}
          </>
        }
      />
    </Panel>
  );
}
