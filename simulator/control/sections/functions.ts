import { compilePattern } from "../../events/pattern/compile-pattern";
import { PatternProblem } from "../../events/pattern/pattern-problem";
import type { BehaviourStep, Emission } from "../../lambda/behaviour";
import { type FunctionDraft, putFunction } from "../../lambda/put-function";
import { BadRequest, Fields } from "../fields";
import type { SetupSection } from "../section";

const ARN = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}$/;
const ROLE = /^arn:aws:iam::\d{12}:role\/[\w+=,.@\-/]+$/;
const DEAD_LETTERS = /^arn:aws:(?:sqs|sns):[a-z0-9-]+:\d{12}:[\w-]+$/;
const TARGET = /^arn:aws:(?:sqs|sns|lambda|states|kinesis|events):[a-z0-9-]+:\d{12}:\S+$/;
const LONGEST_MS = 900_000;

/** Functions without code: what is not there is created, of what is there only the named settings change. */
export const functions: SetupSection = {
  name: "functions",
  parse: (items) => {
    const drafts = items.map(parseFunction);
    return (world) => drafts.map((draft) => putFunction(world, draft, world.clock.now()).arn);
  },
};

function parseFunction(fields: Fields): FunctionDraft {
  fields.only([
    "arn",
    "behaviour",
    "role",
    "timeoutSeconds",
    "memoryMb",
    "architecture",
    "description",
    "deadLetterArn",
    "reservedConcurrency",
    "tags",
  ]);
  return {
    arn: fields.text("arn", ARN),
    behaviour: fields.any("behaviour") === undefined ? undefined : fields.objects("behaviour").map(parseStep),
    role: fields.optionalText("role", ROLE),
    timeoutSeconds: fields.optionalNumber("timeoutSeconds", { min: 1, max: 900, isWhole: true }),
    memoryMb: fields.optionalNumber("memoryMb", { min: 128, max: 32_768, isWhole: true }),
    architecture: fields.optionalText("architecture", /^(?:x86_64|arm64)$/),
    description: fields.optionalText("description"),
    deadLetterArn: fields.optionalText("deadLetterArn", DEAD_LETTERS),
    reservedConcurrency: fields.optionalNumber("reservedConcurrency", { min: 0, max: 900, isWhole: true }),
    tags: optionalTexts(fields, "tags"),
  };
}

function parseStep(fields: Fields): BehaviourStep {
  fields.only(["when", "rate", "ms", "fails", "log", "emit", "returns"]);
  return {
    when: parseWhen(fields),
    rate: fields.optionalNumber("rate", { min: 0, max: 1 }),
    ms: fields.optionalNumber("ms", { min: 0, max: LONGEST_MS }),
    fails: parseFailure(fields),
    log: optionalLines(fields, "log"),
    emit: fields.any("emit") === undefined ? undefined : fields.objects("emit").map(parseEmission),
    returns: fields.any("returns"),
  };
}

function parseWhen(fields: Fields): BehaviourStep["when"] {
  const when = fields.any("when");
  if (when === undefined) return undefined;
  try {
    compilePattern(when);
  } catch (error) {
    if (error instanceof PatternProblem) throw new BadRequest(`${fields.at("when")}: ${error.reason}`);
    throw error;
  }
  // compilePattern takes nothing but objects.
  return when as Record<string, unknown>;
}

function parseFailure(fields: Fields): BehaviourStep["fails"] {
  const fails = fields.any("fails");
  if (fails === undefined || fails === "timeout" || fails === "throttle") return fails;
  if (typeof fails === "string") {
    throw new BadRequest(`${fields.at("fails")} must be timeout, throttle, or an object with type and message`);
  }
  const error = new Fields(fails, fields.at("fails")).only(["type", "message", "trace"]);
  return { type: error.text("type"), message: error.text("message"), trace: optionalLines(error, "trace") };
}

function parseEmission(fields: Fields): Emission {
  fields.only(["to", "body", "attributes", "groupId", "source", "detailType"]);
  if (fields.any("body") === undefined) throw new BadRequest(`${fields.at("body")} is required`);
  return {
    to: fields.text("to", TARGET),
    body: fields.any("body"),
    attributes: optionalTexts(fields, "attributes"),
    groupId: fields.optionalText("groupId"),
    source: fields.optionalText("source"),
    detailType: fields.optionalText("detailType"),
  };
}

function optionalLines(fields: Fields, name: string): string[] | undefined {
  if (fields.any(name) === undefined) return undefined;
  return fields.list(name).map(({ value, path }) => {
    if (typeof value !== "string") throw new BadRequest(`${path} must be text`);
    return value;
  });
}

function optionalTexts(fields: Fields, name: string): Record<string, string> | undefined {
  const value = fields.any(name);
  if (value === undefined) return undefined;
  const inner = new Fields(value, fields.at(name));
  return Object.fromEntries(Object.keys(Object(value)).map((key) => [key, inner.text(key)]));
}
