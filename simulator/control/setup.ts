import type { RoleDraft, UserDraft } from "../iam/iam-state";
import { type Policy, PolicyProblem, parsePolicy } from "../iam/policy";
import type { MappingDraft } from "../lambda/event-source-mappings";
import type { SimulatedWorld } from "../world";
import { BadRequest, Fields } from "./fields";

const SESSION_SECONDS = { min: 1, max: 43_200, isWhole: true };
const LATEST_SECONDS = 3600;

/**
 * Declares roles, users, event source mappings and settings. Idempotent: what has the same ARN (or UUID) is replaced,
 * nothing else is touched. Everything is checked before anything changes. Throws BadRequest.
 */
export function setUp(world: SimulatedWorld, body: unknown) {
  const fields = new Fields(body).only(["roles", "users", "eventSourceMappings", "settings"]);
  const roles = fields.objects("roles").map(parseRole);
  const users = fields.objects("users").map(parseUser);
  const mappings = fields.objects("eventSourceMappings").map(parseMapping);
  const late = parseLateness(fields);

  for (const role of roles) world.iam.putRole(role);
  for (const user of users) world.iam.putUser(user);
  const now = world.clock.now();
  const declared = mappings.map((mapping) => world.mappings.put(mapping, now));
  if (late !== undefined) world.settings = { ...world.settings, lateDatapointSeconds: late };
  world.changes += 1;
  return {
    roles: roles.map(({ arn }) => arn),
    users: users.map(({ arn }) => arn),
    eventSourceMappings: declared.map(({ UUID }) => UUID),
    settings: world.settings,
  };
}

function parseRole(fields: Fields): RoleDraft {
  fields.only(["arn", "trust", "policies", "maxSessionSeconds", "sessionSeconds"]);
  checkPolicy(fields.any("trust"), fields.at("trust"), "trust");
  return {
    arn: fields.text("arn", /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/),
    trust: fields.any("trust"),
    policies: parsePolicies(fields),
    maxSessionSeconds: fields.optionalNumber("maxSessionSeconds", { min: 3600, max: 43_200, isWhole: true }),
    sessionSeconds: fields.optionalNumber("sessionSeconds", SESSION_SECONDS),
  };
}

function parseUser(fields: Fields): UserDraft {
  fields.only(["arn", "accessKeyId", "policies"]);
  return {
    arn: fields.text("arn", /^arn:aws:iam::\d{12}:user\/[\w+=,.@/-]+$/),
    accessKeyId: fields.text("accessKeyId", /^AKIA[A-Z0-9]{4,124}$/),
    policies: parsePolicies(fields),
  };
}

function parsePolicies(fields: Fields): unknown[] {
  return fields.list("policies").map(({ value, path }) => {
    checkPolicy(value, path, "identity");
    return value;
  });
}

function checkPolicy(document: unknown, path: string, kind: "identity" | "trust"): Policy {
  try {
    return parsePolicy(document, kind);
  } catch (error) {
    if (error instanceof PolicyProblem) throw new BadRequest(`${path}: ${error.message}`);
    throw error;
  }
}

function parseMapping(fields: Fields): MappingDraft {
  fields.only([
    "UUID",
    "FunctionArn",
    "EventSourceArn",
    "BatchSize",
    "State",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
  ]);
  const types = fields.list("FunctionResponseTypes");
  for (const { value, path } of types) {
    if (value !== "ReportBatchItemFailures") throw new BadRequest(`${path} must be ReportBatchItemFailures`);
  }
  return {
    UUID: fields.optionalText("UUID", /^[0-9a-f-]{36}$/),
    FunctionArn: fields.text("FunctionArn", /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/),
    EventSourceArn: fields.optionalText("EventSourceArn", /^arn:aws:/),
    BatchSize: fields.optionalNumber("BatchSize", { min: 1, max: 10_000, isWhole: true }),
    MaximumBatchingWindowInSeconds: fields.optionalNumber("MaximumBatchingWindowInSeconds", { min: 0, max: 300 }),
    State: fields.optionalOneOf("State", [
      "Creating",
      "Enabling",
      "Enabled",
      "Disabling",
      "Disabled",
      "Updating",
      "Deleting",
    ]),
    FunctionResponseTypes: types.map(() => "ReportBatchItemFailures" as const),
  };
}

function parseLateness(fields: Fields): number | undefined {
  if (fields.any("settings") === undefined) return undefined;
  const settings = new Fields(fields.any("settings"), "settings").only(["lateDatapointSeconds"]);
  return settings.optionalNumber("lateDatapointSeconds", { min: 0, max: LATEST_SECONDS });
}
