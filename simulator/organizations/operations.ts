import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { numberIn, textIn } from "../wire/input";
import type { Organization } from "./state";
import { tellAccount, tellOrganization, tellRoot, tellUnit } from "./tell";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_PAGE = 20;

/** Organizations ListAccounts: every account, 20 a page. */
export function listAccounts(call: Call, input: Input) {
  const organization = administered(call);
  const { shown, NextToken } = pageOf(organization.accounts, input);
  return { Accounts: shown.map((account) => tellAccount(organization, account)), NextToken };
}

/** Organizations ListAccountsForParent: the accounts right below a root or unit. */
export function listAccountsForParent(call: Call, input: Input) {
  const organization = administered(call);
  const parentId = parentIn(organization, input);
  const inside = organization.accounts.filter((account) => account.parentId === parentId);
  const { shown, NextToken } = pageOf(inside, input);
  return { Accounts: shown.map((account) => tellAccount(organization, account)), NextToken };
}

/** Organizations ListRoots: the one root. */
export function listRoots(call: Call, input: Input) {
  const organization = administered(call);
  pageOf([], input);
  return { Roots: [tellRoot(organization)] };
}

/** Organizations ListOrganizationalUnitsForParent: the units right below a root or unit. */
export function listUnitsForParent(call: Call, input: Input) {
  const organization = administered(call);
  const parentId = parentIn(organization, input);
  const inside = organization.units.filter((unit) => unit.parentId === parentId);
  const { shown, NextToken } = pageOf(inside, input);
  return { OrganizationalUnits: shown.map((unit) => tellUnit(organization, unit)), NextToken };
}

/** Organizations ListParents: the one parent of an account or unit. */
export function listParents(call: Call, input: Input) {
  const { accounts, units, rootId } = administered(call);
  const childId = textIn(input, "ChildId");
  if (!childId) throw invalidInput("ChildId is required.");
  const child = [...accounts, ...units].find(({ id }) => id === childId);
  if (!child) throw notFound("ChildNotFoundException", `You specified a child that doesn't exist: ${childId}`);
  return { Parents: [{ Id: child.parentId, Type: child.parentId === rootId ? "ROOT" : "ORGANIZATIONAL_UNIT" }] };
}

/** Organizations DescribeOrganization, which every member account may call. */
export function describeOrganization(call: Call) {
  call.authorize("*");
  return { Organization: tellOrganization(membership(call)) };
}

/** Organizations DescribeAccount. */
export function describeAccount(call: Call, input: Input) {
  const organization = administered(call);
  const accountId = textIn(input, "AccountId");
  if (!accountId) throw invalidInput("AccountId is required.");
  const account = organization.accounts.find(({ id }) => id === accountId);
  if (!account) throw notFound("AccountNotFoundException", "You specified an account that doesn't exist.");
  return { Account: tellAccount(organization, account) };
}

/** Organizations ListTagsForResource: an account's tags; root and units have none here. */
export function listTagsForResource(call: Call, input: Input) {
  const { accounts, units, rootId } = administered(call);
  const id = textIn(input, "ResourceId");
  if (!id) throw invalidInput("ResourceId is required.");
  const account = accounts.find((known) => known.id === id);
  if (!account && id !== rootId && !units.some((unit) => unit.id === id)) {
    throw notFound("TargetNotFoundException", `You specified a target that doesn't exist: ${id}`);
  }
  return { Tags: Object.entries(account?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
}

function membership({ world, accountId }: Call): Organization {
  const organization = world.organizations.of(accountId);
  if (organization) return organization;
  throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
}

/** The caller's organisation, for its management account and delegated administrators only. */
function administered(call: Call): Organization {
  call.authorize("*");
  const organization = membership(call);
  const { managementAccountId, delegatedAdministrators } = organization;
  if ([managementAccountId, ...delegatedAdministrators].includes(call.accountId)) return organization;
  throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.");
}

function parentIn({ rootId, units }: Organization, input: Input): string {
  const id = textIn(input, "ParentId");
  if (!id) throw invalidInput("ParentId is required.");
  if (id === rootId || units.some((unit) => unit.id === id)) return id;
  throw notFound("ParentNotFoundException", `You specified parent that doesn't exist: ${id}`);
}

function pageOf<T extends { readonly id: string }>(items: readonly T[], input: Input) {
  const largest = numberIn(input, "MaxResults") ?? LARGEST_PAGE;
  if (!Number.isInteger(largest) || largest < 1 || largest > LARGEST_PAGE) {
    throw invalidInput(`MaxResults must be from 1 to ${LARGEST_PAGE}.`);
  }
  const token = textIn(input, "NextToken");
  const last =
    token === undefined ? -1 : items.findIndex(({ id }) => id === Buffer.from(token, "base64url").toString());
  if (token !== undefined && last < 0) throw invalidInput("The NextToken is invalid.");
  const shown = items.slice(last + 1, last + 1 + largest);
  const isMore = last + 1 + shown.length < items.length;
  return { shown, NextToken: isMore ? Buffer.from(shown.at(-1)?.id ?? "").toString("base64url") : undefined };
}

function invalidInput(message: string): AwsError {
  return new AwsError("InvalidInputException", message);
}

function notFound(code: string, message: string): AwsError {
  return new AwsError(code, message);
}
