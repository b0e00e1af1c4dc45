import type { SignalJudge } from "../facts";
import { failureState } from "../severity";
import { counted, figureSpan, percent } from "../words";

/** Deliveries that EventBridge gave up. Those that are lost are told by *losing*. */
export const failedInvocations: SignalJudge = ({ rule, part }, now) => {
  if (!rule || rule.isOfService) return undefined;
  const count = Math.max(rule.failed ?? 0, rule.sentToDeadLetter ?? 0);
  if (count === 0) return undefined;
  const share = rule.invocations ? Math.min(1, count / Math.max(rule.invocations, count)) : null;
  const of = share === null ? "how many there were is not told" : `${percent(share)} of all`;
  return {
    state: failureState(count, share),
    sentence: `${counted(count, "delivery", "deliveries")} of ${part.name} failed for good ${figureSpan(rule.toldUntil, now)}; ${of}.`,
  };
};
