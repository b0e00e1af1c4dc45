import type { MadeClass } from "../made-class";
import { UNRECORDED_VERSION } from "./loss-class";

/** By it the class of a silence is told from those of losses, which are counts too. */
export const SILENCE_CLASSIFIER = "rule rhythm";

/** The class of a rule that is quiet against its own rhythm. One of the count is one silence, however long it lasts. */
export function silenceClass(
  { arn, name, sentence }: { readonly arn: string; readonly name: string; readonly sentence: string },
  sha256: (text: string) => string,
): MadeClass {
  return {
    fingerprint: `u${UNRECORDED_VERSION}-${sha256(JSON.stringify(["rule-gone-silent", arn]))}`,
    anchorArn: arn,
    originKind: "rule-delivery",
    wayBack:
      "Nothing failed that could be sent again. When the sender is mended, its events flow by themselves; what should have come meanwhile is only known at the sender.",
    causeKind: "unknown",
    causeReason: `${sentence} CloudWatch tells at best effort: probably, not certainly.`,
    classifier: SILENCE_CLASSIFIER,
    normalisedError: "The rule stopped running",
    title: `Rule ${name} stopped running, against its own rhythm`,
    messageType: "silence",
  };
}
