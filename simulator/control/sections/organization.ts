import { createHash } from "node:crypto";
import { PolicyProblem, parsePolicy } from "../../iam/policy";
import type { Account, Organization, ServiceControlPolicy, Unit } from "../../organizations/state";
import { BadRequest, Fields } from "../fields";
import type { SetupSection } from "../section";

const ACCOUNT_ID = /^\d{12}$/;
const UNIT_ID = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/;
const STATUSES = ["ACTIVE", "SUSPENDED", "PENDING_CLOSURE"] as const;
const METHODS = ["INVITED", "CREATED"] as const;

/**
 * Organisations: a management account, units below the root or each other, accounts below those, and service control
 * policies that deny something to all below their targets.
 */
export const organization: SetupSection = {
  name: "organization",
  parse: (items) => {
    const organizations = items.map(parseOrganization);
    return (world) => {
      for (const one of organizations) world.organizations.put(one);
      return organizations.map(({ id }) => id);
    };
  },
};

function parseOrganization(fields: Fields): Organization {
  fields.only([
    "id",
    "rootId",
    "managementAccountId",
    "delegatedAdministrators",
    "units",
    "accounts",
    "serviceControlPolicies",
  ]);
  const managementAccountId = fields.text("managementAccountId", ACCOUNT_ID);
  const id = fields.optionalText("id", /^o-[a-z0-9]{10,32}$/) ?? `o-${digest(managementAccountId, 10)}`;
  const rootId = fields.optionalText("rootId", /^r-[0-9a-z]{4,32}$/) ?? `r-${digest(managementAccountId, 4)}`;
  const units = parseUnits(fields, rootId);
  const accounts = fields.objects("accounts").map((account) => parseAccount(account, rootId, units));
  const ids = accounts.map((account) => account.id);
  const twice = ids.find((one, place) => ids.indexOf(one) !== place);
  if (twice) throw new BadRequest(`${fields.at("accounts")} names ${twice} twice`);
  if (!ids.includes(managementAccountId)) {
    throw new BadRequest(`${fields.at("accounts")} must hold the management account ${managementAccountId}`);
  }
  const delegatedAdministrators = fields.list("delegatedAdministrators").map(({ value, path }) => {
    if (typeof value === "string" && ids.includes(value)) return value;
    throw new BadRequest(`${path} must be one of the accounts`);
  });
  const serviceControlPolicies = fields
    .objects("serviceControlPolicies")
    .map((policy) => parseControl(policy, { rootId, units, accountIds: ids }));
  return { id, rootId, managementAccountId, delegatedAdministrators, units, accounts, serviceControlPolicies };
}

interface Tree {
  readonly rootId: string;
  readonly units: readonly Unit[];
  readonly accountIds: readonly string[];
}

/** Targets are the root, accounts, or units by id or name. Only Deny: what an allow list leaves out is not simulated. */
function parseControl(fields: Fields, { rootId, units, accountIds }: Tree): ServiceControlPolicy {
  fields.only(["name", "policy", "targets"]);
  const targets = fields.list("targets").map(({ value, path }) => {
    const unit = units.find(({ id, name }) => id === value || name === value);
    const target = unit?.id ?? [rootId, ...accountIds].find((id) => id === value);
    if (target) return target;
    throw new BadRequest(`${path} must be the root, one of the accounts, or the id or name of a unit`);
  });
  const document = fields.any("policy");
  try {
    if (parsePolicy(document, "identity").statements.some(({ effect }) => effect === "Allow"))
      throw new PolicyProblem("only Deny is simulated; everything else is allowed");
  } catch (error) {
    if (error instanceof PolicyProblem) throw new BadRequest(`${fields.at("policy")}: ${error.message}`);
    throw error;
  }
  return { name: fields.text("name", /^.{1,128}$/s), targets, document };
}

/** A unit's parent is the root, or the id or name of a unit that stands before it. */
function parseUnits(fields: Fields, rootId: string): Unit[] {
  const units: Unit[] = [];
  for (const unit of fields.objects("units")) {
    unit.only(["id", "name", "parent"]);
    const name = unit.text("name", /^.{1,128}$/s);
    const parentId = parentOf(unit, rootId, units);
    const id = unit.optionalText("id", UNIT_ID) ?? `ou-${rootId.slice(2)}-${digest(`${parentId}/${name}`, 8)}`;
    units.push({ id, name, parentId });
  }
  return units;
}

function parseAccount(fields: Fields, rootId: string, units: readonly Unit[]): Account {
  fields.only(["id", "name", "email", "status", "joinedMethod", "joinedAt", "parent", "tags"]);
  const id = fields.text("id", ACCOUNT_ID);
  const joinedAt = fields.optionalText("joinedAt") ?? "2026-01-01T00:00:00Z";
  if (Number.isNaN(Date.parse(joinedAt))) throw new BadRequest(`${fields.at("joinedAt")} must be an ISO 8601 time`);
  return {
    id,
    name: fields.text("name", /^.{1,50}$/s),
    email: fields.optionalText("email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/) ?? `aws-${id}@example.com`,
    status: fields.optionalOneOf("status", STATUSES) ?? "ACTIVE",
    joinedMethod: fields.optionalOneOf("joinedMethod", METHODS) ?? "CREATED",
    joinedAt: Date.parse(joinedAt),
    parentId: parentOf(fields, rootId, units),
    tags: parseTags(fields),
  };
}

function parentOf(fields: Fields, rootId: string, units: readonly Unit[]): string {
  const parent = fields.optionalText("parent") ?? rootId;
  if (parent === rootId) return rootId;
  const unit = units.find(({ id, name }) => id === parent || name === parent);
  if (unit) return unit.id;
  throw new BadRequest(`${fields.at("parent")} must be the root or the id or name of a unit declared before`);
}

function parseTags(fields: Fields): Record<string, string> {
  const raw = fields.any("tags");
  if (raw === undefined) return {};
  const tags = new Fields(raw, fields.at("tags"));
  return Object.fromEntries(Object.keys(Object(raw)).map((key) => [key, tags.text(key)]));
}

function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
