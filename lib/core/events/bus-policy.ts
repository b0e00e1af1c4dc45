import { parseArn } from "@/lib/core/arn";
import { policyStatements, type Statement } from "@/lib/core/coverage/policy-statements";
import { policyLets } from "@/lib/core/coverage/resource-policy";
import { globMatches } from "@/lib/core/selection/glob";

export const PUTTER_KINDS = ["account", "principal", "organisation", "service", "everybody"] as const;
export type PutterKind = (typeof PUTTER_KINDS)[number];

/** Somebody whom a bus's own policy names, with what it lets them do or forbids. */
export interface Putter {
  readonly kind: PutterKind;
  /** An AWS account id, the ARN of a role or user, an organisation, a service; of everybody `*`. */
  readonly who: string;
  /** The AWS account they belong to, where one is named. */
  readonly awsAccountId: string | null;
  readonly actions: readonly string[];
  readonly effect: "allow" | "deny";
  readonly isCrossAccount: boolean;
  readonly sentence: string;
}

const PUT = "events:PutEvents";

/**
 * Whom the policy of a bus names, in its order. Undefined when the policy cannot be understood: then nobody knows who may
 * put events. Without a policy only the bus's own account may, by its IAM policies.
 */
export function puttersOf(policy: string | null, busArn: string): Putter[] | undefined {
  if (policy === null || policy.trim() === "") return [];
  const owner = parseArn(busArn)?.awsAccountId ?? "";
  return policyStatements(policy)?.flatMap((statement) =>
    namedBy(statement).map((one) => putter(statement, one, owner)),
  );
}

/** Whether any AWS account of the world may put events. *possible*: a condition decides that only AWS can judge. */
export function anybodyMayPut(policy: string | null, busArn: string): "allowed" | "refused" | "possible" {
  const request = { service: "anybody", action: PUT, resource: busArn, sourceArn: "", sourceAccount: "" };
  return policyLets(policy && allButNone(policy), request);
}

/** Whoever allows all but some allows the world: the few that are left out change nothing about that. */
function allButNone(policy: string): string {
  const open = policyStatements(policy)?.map(({ NotPrincipal, ...statement }) =>
    NotPrincipal !== undefined && statement.Effect === "Allow"
      ? { ...statement, Principal: "*" }
      : { ...statement, NotPrincipal },
  );
  return open ? JSON.stringify({ Statement: open }) : policy;
}

type Named = Pick<Putter, "kind" | "who" | "awsAccountId">;

function putter(statement: Statement, named: Named, owner: string): Putter {
  const actions = statement.Action ?? (statement.NotAction ?? []).map((action) => `everything but ${action}`);
  const effect = statement.Effect === "Allow" ? "allow" : "deny";
  const { kind, awsAccountId } = named;
  const isCrossAccount = kind !== "service" && (awsAccountId === null || awsAccountId !== owner);
  const sentence = `${nameOf(named)} ${effect === "allow" ? "may" : "may not"} ${deedOf(actions)}${limitsOf(statement, named)}.`;
  return { ...named, actions, effect, isCrossAccount, sentence };
}

function namedBy(statement: Statement): Named[] {
  const { Principal, NotPrincipal } = statement;
  if (NotPrincipal !== undefined) return everybodyIn(statement);
  if (Principal === undefined || typeof Principal === "string") return Principal === "*" ? everybodyIn(statement) : [];
  return Object.entries(Principal).flatMap(([type, names]) =>
    names.flatMap((name): Named[] => {
      if (name === "*") return everybodyIn(statement);
      return type === "Service" ? [{ kind: "service", who: name, awsAccountId: null }] : [personOf(name)];
    }),
  );
}

/** Everybody, unless a condition names whose they must be. */
function everybodyIn(statement: Statement): Named[] {
  const organisations = wanted(statement, "aws:principalorgid", "aws:principalorgpaths");
  const areNamed = organisations.length > 0 && organisations.every((one) => /^o-[a-z0-9]+(\/|$)/.test(one));
  if (areNamed) return organisations.map((who) => ({ kind: "organisation", who, awsAccountId: null }));
  const accounts = wanted(statement, "aws:principalaccount", "aws:sourceaccount");
  const isPlain = accounts.length > 0 && accounts.every((one) => /^\d{12}$/.test(one));
  if (isPlain) return accounts.map((who) => ({ kind: "account", who, awsAccountId: who }));
  return [{ kind: "everybody", who: "*", awsAccountId: null }];
}

/** The values that a condition wants of one of these keys; those of a condition that excludes are not wanted. */
function wanted({ Condition = {} }: Statement, ...keys: string[]): string[] {
  return Object.entries(Condition).flatMap(([operator, tests]) =>
    /Not|IfExists|^Null$/.test(operator)
      ? []
      : Object.entries(tests).flatMap(([key, values]) => (keys.includes(key.toLowerCase()) ? values : [])),
  );
}

function personOf(name: string): Named {
  const awsAccountId = /^\d{12}$/.test(name) ? name : (parseArn(name)?.awsAccountId ?? null);
  const isAccount = name === awsAccountId || parseArn(name)?.resource === "root";
  if (isAccount && awsAccountId) return { kind: "account", who: awsAccountId, awsAccountId };
  return { kind: "principal", who: name, awsAccountId };
}

function nameOf({ kind, who }: Named): string {
  switch (kind) {
    case "account":
      return `Account ${who}`;
    case "organisation":
      return `Every account of organisation ${who}`;
    case "everybody":
      return "Any AWS account of the world";
    default:
      return who;
  }
}

function deedOf(actions: readonly string[]): string {
  const puts = actions.some((action) => globMatches(action.toLowerCase(), PUT.toLowerCase()));
  const others = actions.filter((action) => action !== PUT);
  if (!puts) return `use ${others.join(", ")}`;
  return others.length === 0 ? "put events here" : `put events here (${actions.join(", ")})`;
}

/** What else must hold: the conditions that the name does not say already. */
function limitsOf({ Condition = {}, NotPrincipal }: Statement, { kind, who }: Named): string {
  const conditions = Object.entries(Condition).flatMap(([operator, tests]) =>
    Object.entries(tests).flatMap(([key, values]) =>
      kind !== "principal" && kind !== "everybody" && values.includes(who)
        ? []
        : [`${key} ${operator} ${values.join(" or ")}`],
    ),
  );
  const excluded = NotPrincipal === undefined ? [] : ["all but those that the statement excludes"];
  const limits = [...excluded, ...conditions];
  return limits.length > 0 ? `, under conditions: ${limits.join("; ")}` : "";
}
