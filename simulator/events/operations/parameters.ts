import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { objectIn, objectsIn, textIn } from "../../wire/input";
import { serializationProblem } from "../../wire/json";
import { required, validationProblem } from "../archives/check-input";
import { compilePattern } from "../pattern/compile-pattern";
import { PatternProblem } from "../pattern/pattern-problem";
import { type BusPlace, DEFAULT_BUS } from "../resources/event-bus";
import type { RulePlace } from "../resources/rule";

export type Input = Readonly<Record<string, unknown>>;

interface TextRule {
  readonly shortest?: number;
  readonly longest?: number;
  readonly pattern?: RegExp;
  /** Where AWS says the value stands; the member's own name unless told. */
  readonly at?: string;
}

/* The constraints of EventBridge's service model. */
export const RULE_NAME = { shortest: 1, longest: 64, pattern: /^[.\-_A-Za-z0-9]+$/ } as const;
export const BUS_NAME = { shortest: 1, longest: 256, pattern: /^[/.\-_A-Za-z0-9]+$/ } as const;
const BUS_NAME_OR_ARN = {
  shortest: 1,
  longest: 1600,
  pattern: /^(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/,
} as const;

/** A text within the limits of the service model; throws ValidationException in AWS's words. */
export function limitedTextIn(input: Input, member: string, rule: TextRule): string | undefined {
  const text = textIn(input, member);
  if (text === undefined) return undefined;
  const broken = brokenRule(text, rule);
  if (!broken) return text;
  const at = rule.at ?? member.charAt(0).toLowerCase() + member.slice(1);
  throw validationProblem(
    `1 validation error detected: Value '${text}' at '${at}' failed to satisfy constraint: Member must ${broken}`,
  );
}

function brokenRule(text: string, { shortest = 0, longest, pattern }: TextRule): string | undefined {
  if (longest !== undefined && text.length > longest) return `have length less than or equal to ${longest}`;
  if (text.length < shortest) return `have length greater than or equal to ${shortest}`;
  if (!pattern || pattern.test(text)) return undefined;
  return `satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, "").replaceAll("\\/", "/")}`;
}

export function requiredTextIn(input: Input, member: string, rule: TextRule): string {
  return required(limitedTextIn(input, member, rule), member);
}

/** The bus that a member means by name or ARN; the default bus when it is absent. Whether it exists is another question. */
export function busPlaceIn(call: Call, input: Input, member = "EventBusName", at?: string): BusPlace {
  const text = limitedTextIn(input, member, { ...BUS_NAME_OR_ARN, at }) ?? DEFAULT_BUS;
  const [, , , region = "", accountId = "", resource = ""] = text.split(":");
  if (!text.startsWith("arn:")) return { accountId: call.accountId, region: call.region, busName: text };
  const busName = resource.slice("event-bus/".length);
  if (region === call.region) return { accountId, region, busName };
  throw new AwsError("ResourceNotFoundException", `Event bus ${busName} does not exist.`);
}

/** The rule that `member` and EventBusName mean together. */
export function rulePlaceIn(call: Call, input: Input, member = "Name"): RulePlace {
  const ruleName = requiredTextIn(input, member, RULE_NAME);
  return { ...busPlaceIn(call, input), ruleName };
}

/** An event pattern that can be compiled, as JSON text; undefined when absent or empty. Throws InvalidEventPatternException. */
export function eventPatternIn(input: Input): string | undefined {
  const pattern = limitedTextIn(input, "EventPattern", { longest: 4096 });
  if (!pattern) return undefined;
  try {
    compilePattern(pattern);
    return pattern;
  } catch (error) {
    if (error instanceof PatternProblem) throw new AwsError("InvalidEventPatternException", error.message);
    throw error;
  }
}

export function deadLetterArnIn(input: Input): string | undefined {
  const config = objectIn(input, "DeadLetterConfig");
  return config && limitedTextIn(config, "Arn", { shortest: 1, longest: 1600, at: "deadLetterConfig.arn" });
}

/** Tags by key. Throws ValidationException when a key comes twice. */
export function tagsIn(input: Input, member = "Tags"): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of objectsIn(input, member) ?? []) {
    const key = requiredTextIn(tag, "Key", { shortest: 1, longest: 128, at: "tags.1.member.key" });
    const value = requiredTextIn(tag, "Value", { longest: 256, at: "tags.1.member.value" });
    if (Object.hasOwn(tags, key)) throw validationProblem("Invalid parameter: Duplicated keys are not allowed.");
    tags[key] = value;
  }
  return tags;
}

export function textsIn(input: Input, member: string): readonly string[] | undefined {
  const value = input[member] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw serializationProblem(`${member} must be a list of strings.`);
}

/** What would change behaviour and is not simulated must not seem to work. */
export function refuseUnsimulated(input: Input, members: readonly string[]): void {
  const found = members.find((member) => (input[member] ?? undefined) !== undefined);
  if (found) throw validationProblem(`${found} is not simulated.`);
}

export function limitExceeded(): AwsError {
  return new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
}
