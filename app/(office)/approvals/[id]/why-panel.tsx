"use client";

import { Panel } from "@/app/_components/ui/panel";
import type { Plan } from "@/lib/contract/plans";
import { needsText, waitsText } from "../approval-words";

/** Why this plan needs other people, and how many have agreed. */
export function WhyPanel({ plan }: { plan: Plan }) {
  const { approval } = plan;
  const counting = approval.given.filter(({ counts }) => counts);
  const waits = waitsText(approval);
  return (
    <Panel title="Why approval" hint={`${counting.length} of ${approval.needed} given`}>
      {approval.reasons.length > 0 ? (
        <ul className="grid list-disc gap-1 pl-4">
          {approval.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : (
        <p>{needsText(approval)}</p>
      )}
      {waits && approval.state === "awaiting" ? <p className="mt-2 text-xs text-ink-2">{waits}</p> : null}
      {plan.reason ? <p className="mt-2 text-xs wrap-anywhere text-ink-2">Reason of the plan: {plan.reason}</p> : null}
    </Panel>
  );
}
