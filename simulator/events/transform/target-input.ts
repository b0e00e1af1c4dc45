import type { BusEvent, Target } from "../state";
import { parseJsonPath, valueAt } from "./json-path";
import { isWritten, renderTemplate, type ValueOf } from "./render-template";

export interface InputContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When the bus took the event in, epoch milliseconds. */
  readonly ingestionTime: number;
}

/** What a target is sent, or the ERROR_CODE and ERROR_MESSAGE of why it cannot be sent anything. */
export type TargetInput = { readonly text: string } | { readonly problem: { code: "INVALID_JSON"; message: string } };

/**
 * What EventBridge sends to a target of a rule for an event: the event itself, or what the target's Input, InputPath or
 * InputTransformer makes of it. A path that leads nowhere gives `null`. Never throws.
 */
export function targetInput(target: Target, event: BusEvent, context: InputContext): TargetInput {
  if (target.Input !== undefined) return { text: target.Input };
  if (target.InputPath) return { text: JSON.stringify(find(event, target.InputPath) ?? null) };
  if (!target.InputTransformer) return { text: JSON.stringify(event) };
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  const text = renderTemplate(InputTemplate, valuesOf(InputPathsMap, event, context));
  if (isWritten(InputTemplate, text)) return { text };
  return { problem: { code: "INVALID_JSON", message: "The result of the InputTransformer is not valid JSON." } };
}

/** Whether EventBridge itself defines the variable (user guide, "Input transformation"). */
export function isPredefined(name: string): boolean {
  return Object.hasOwn(PREDEFINED, name);
}

const PREDEFINED: Readonly<Record<string, (event: BusEvent, context: InputContext) => unknown>> = {
  "aws.events.rule-arn": (_, { ruleArn }) => ruleArn,
  "aws.events.rule-name": (_, { ruleName }) => ruleName,
  "aws.events.event.ingestion-time": (_, { ingestionTime }) =>
    new Date(ingestionTime).toISOString().replace(/\.\d+Z$/, "Z"),
  "aws.events.event": ({ "detail-type": detailType, ...event }) => {
    const { id, account, time, source, region, resources, version } = event;
    return { id, account, detailType, time, source, region, resources, version };
  },
  "aws.events.event.json": (event) => event,
};

function valuesOf(paths: Readonly<Record<string, string>>, event: BusEvent, context: InputContext): ValueOf {
  return (name) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    if (path !== undefined) return find(event, path);
    return Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name]?.(event, context) : undefined;
  };
}

function find(event: BusEvent, text: string): unknown {
  const path = parseJsonPath(text);
  return path && valueAt(event, path);
}
