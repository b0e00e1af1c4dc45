import { nameOfArn } from "@/lib/core/arn";
import { isJsonObject, type JsonValue, member, textMember } from "@/lib/core/messages/json";
import { markOf, type OriginRule, sendersOf } from "./origin";
import { errorInMarks } from "./service-error";

/**
 * An event with an error code but without a rule or schedule: a bus could not take it in (its key was refused), or a
 * part of EventBridge gave up that leaves no other mark.
 */
export const eventbridgeBus: OriginRule = {
  name: "eventbridge-bus",
  recognise: (letter, graph) => {
    if (markOf(letter, "ERROR_CODE") === undefined || !isEvent(letter.json)) return undefined;
    const [bus, ...others] = sendersOf(graph, "bus");
    const busArn = others.length === 0 ? bus?.arn : undefined;
    const name = busArn === undefined ? "an event bus" : `event bus ${nameOfArn(busArn)}`;
    return {
      kind: "eventbridge-bus",
      certainty: "probable",
      anchorArn: busArn ?? graph.queueArn,
      failingStage: `${name}, before any rule`,
      wayBack: `Put the event on ${name} again once the bus can use its key: no rule has seen it yet.`,
      original: letter.message.body,
      error: errorInMarks(letter),
    };
  },
};

function isEvent(json: JsonValue | undefined): boolean {
  return (
    textMember(json, "detail-type") !== undefined &&
    textMember(json, "source") !== undefined &&
    isJsonObject(member(json, "detail"))
  );
}
