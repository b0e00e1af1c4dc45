import { nameOfArn } from "@/lib/core/arn";
import { markOf, type OriginRule } from "./origin";
import { errorInMarks } from "./service-error";

/** EventBridge could not deliver an event to one target of a rule: the body is the event as the rule matched it. */
export const eventbridgeRule: OriginRule = {
  name: "eventbridge-rule",
  recognise: (letter) => {
    const ruleArn = markOf(letter, "RULE_ARN");
    const targetArn = markOf(letter, "TARGET_ARN");
    if (ruleArn === undefined || targetArn === undefined) return undefined;
    const [rule, target] = [nameOfArn(ruleArn), nameOfArn(targetArn)];
    return {
      kind: "eventbridge-rule",
      certainty: "certain",
      anchorArn: ruleArn,
      anchorPart: targetArn,
      failingStage: `the delivery by rule ${rule} to ${target}`,
      wayBack: `Invoke ${target} alone, with what rule ${rule} would have sent it; on the bus every matching rule would get the event again.`,
      original: letter.message.body,
      error: errorInMarks(letter),
    };
  },
};
