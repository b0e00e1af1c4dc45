import { nameOfArn } from "@/lib/core/arn";
import { parseExactJson } from "@/lib/core/messages/exact-json";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/core/messages/json";
import { atEventPath, parseEventPath } from "./event-path";
import { exactJsonText, fillTemplate, variablesOf } from "./fill-template";

/** What a target's settings make of an event, as AWS wrote them. At most one of the three is there. */
export interface TargetTransform {
  readonly input: string | null;
  readonly inputPath: string | null;
  readonly transformer: { readonly paths: Readonly<Record<string, string>>; readonly template: string } | null;
}
/** By the id of a target; those that get the event as it is are left out. */
export type TargetTransforms = Readonly<Record<string, TargetTransform>>;
export const AS_IT_IS: TargetTransform = { input: null, inputPath: null, transformer: null };

/** What goes to a target, or why nothing can: in words, after "it". */
export type TargetInput =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "problem"; readonly why: string };

/**
 * What the rule would have sent to the target for this event: the event byte for byte, or what Input, InputPath or
 * InputTransformer makes of it, numbers as they were written. The dead letter does not tell when the bus took the event
 * in, so `aws.events.event.ingestion-time` is the event's own time. Never throws.
 */
export function targetInput(transform: TargetTransform, eventText: string, ruleArn: string): TargetInput {
  if (transform.input !== null) return { kind: "text", text: transform.input };
  const { inputPath, transformer } = transform;
  if (!inputPath && transformer === null) return { kind: "text", text: eventText };
  const event = parseExactJson(eventText)?.value;
  if (!isJsonObject(event)) return problem("is no event: its body is not a JSON object");
  if (inputPath) return partOf(event, inputPath);
  return transformer === null ? { kind: "text", text: eventText } : transformed(event, transformer, ruleArn);
}

function partOf(event: JsonObject, inputPath: string): TargetInput {
  const path = parseEventPath(inputPath);
  if (!path) return problem(`would go through the path ${inputPath}, which this version cannot read`);
  return { kind: "text", text: exactJsonText(atEventPath(event, path) ?? null) };
}

function transformed(
  event: JsonObject,
  { paths, template }: NonNullable<TargetTransform["transformer"]>,
  ruleArn: string,
): TargetInput {
  const found = new Map<string, JsonValue | undefined>();
  for (const variable of variablesOf(template)) {
    const path = Object.hasOwn(paths, variable) ? paths[variable] : undefined;
    const steps = path === undefined ? undefined : parseEventPath(path);
    if (path !== undefined && !steps)
      return problem(`would go through the path ${path}, which this version cannot read`);
    found.set(variable, steps ? atEventPath(event, steps) : ownVariable(variable, event, ruleArn));
  }
  const text = fillTemplate(template, (variable) => found.get(variable));
  return text === undefined
    ? problem("gives no valid JSON in the rule's input template (INVALID_JSON)")
    : { kind: "text", text };
}

/** EventBridge's own variables. Texts carry the mark that `exactJsonOf` puts before them. */
const OWN: Readonly<Record<string, (event: JsonObject, ruleArn: string) => JsonValue | undefined>> = {
  "aws.events.rule-arn": (_, ruleArn) => `s${ruleArn}`,
  "aws.events.rule-name": (_, ruleArn) => `s${nameOfArn(ruleArn)}`,
  "aws.events.event.ingestion-time": ({ time }) => time,
  "aws.events.event": ({ id, account, "detail-type": detailType, time, source, region, resources, version }) =>
    present({ id, account, detailType, time, source, region, resources, version }),
  "aws.events.event.json": (event) => event,
};

function ownVariable(name: string, event: JsonObject, ruleArn: string): JsonValue | undefined {
  return Object.hasOwn(OWN, name) ? OWN[name]?.(event, ruleArn) : undefined;
}

function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((one): one is [string, JsonValue] => one[1] !== undefined));
}

function problem(why: string): TargetInput {
  return { kind: "problem", why };
}
