import { nameOfArn, parseArn } from "@/lib/core/arn";
import { markOf, type OriginRule } from "./origin";
import { errorInMarks } from "./service-error";

/** EventBridge Scheduler could not make the call of a schedule: the body is the input of that call. */
export const scheduler: OriginRule = {
  name: "scheduler",
  recognise: (letter) => {
    const scheduleArn = markOf(letter, "SCHEDULE_ARN");
    if (scheduleArn === undefined) return undefined;
    const call = callOf(markOf(letter, "TARGET_ARN"));
    const schedule = nameOfArn(scheduleArn);
    const isCut = markOf(letter, "IS_PAYLOAD_TRUNCATED")?.toLowerCase() === "true";
    return {
      kind: "scheduler",
      certainty: "certain",
      anchorArn: scheduleArn,
      failingStage: `the call of ${call} by schedule ${schedule}`,
      wayBack: isCut
        ? `It cannot be sent back: Scheduler cut the input of ${call}; run schedule ${schedule} again.`
        : `Call ${call} once with the body as its input, after a look at the time it was scheduled for.`,
      ...(!isCut && { original: letter.message.body }),
      error: errorInMarks(letter),
    };
  },
};

/** `arn:aws:scheduler:::aws-sdk:sqs:sendMessage` is sqs:sendMessage; some writers name the target itself. */
function callOf(targetArn: string | undefined): string {
  if (targetArn === undefined) return "its target";
  const { resource = "" } = parseArn(targetArn) ?? {};
  return resource.startsWith("aws-sdk:") ? resource.slice("aws-sdk:".length) : nameOfArn(targetArn);
}
