import type { RoleDraft, UserDraft } from "../../iam/iam-state";
import { type Policy, PolicyProblem, parsePolicy } from "../../iam/policy";
import { BadRequest, type Fields } from "../fields";
import type { SetupSection } from "../section";

const SESSION_SECONDS = { min: 1, max: 43_200, isWhole: true };

export const roles: SetupSection = {
  name: "roles",
  parse: (items) => {
    const drafts = items.map(parseRole);
    return (world) => {
      for (const draft of drafts) world.iam.putRole(draft);
      return drafts.map(({ arn }) => arn);
    };
  },
};

export const users: SetupSection = {
  name: "users",
  parse: (items) => {
    const drafts = items.map(parseUser);
    return (world) => {
      for (const draft of drafts) world.iam.putUser(draft);
      return drafts.map(({ arn }) => arn);
    };
  },
};

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
