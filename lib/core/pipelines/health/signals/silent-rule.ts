import type { SignalJudge } from "../facts";

/** A rule that is quiet against its own rhythm: nothing comes in where something used to. */
export const silentRule: SignalJudge = ({ rule, part }) => {
  if (!rule?.isEnabled || rule.isOfService || rule.silence === null) return undefined;
  return { state: "stalled", sentence: `The rule ${part.name} has gone silent. ${rule.silence}` };
};
