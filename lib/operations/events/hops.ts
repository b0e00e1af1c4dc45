import type { Hop } from "@/lib/contract/event-buses";
import { EVERYTHING, inScope, type Scope } from "@/lib/core/access/scope";
import { parseArn } from "@/lib/core/arn";
import { deadLetterDoor } from "@/lib/core/coverage/dead-letter-door";
import { hopWords, type QueueFacts, retriesOf } from "@/lib/core/events/hop";
import { newStyleWords } from "@/lib/core/events/new-style";
import { natureOf, targetName } from "@/lib/core/events/side-effect";
import { queueConfigFrom } from "@/lib/core/inventory/queue-config";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import { unqualified, withoutVersion } from "@/lib/core/inventory/unqualified";
import type { Sql } from "@/lib/db/connect";
import { findQueueDoors, type QueueDoor } from "@/lib/db/events-doors";
import { type EventThing, findAccountsByAws, type NamedAccount } from "@/lib/db/events-inventory";
import { findByArns, type NamedResource } from "@/lib/db/resource-list";
import { hrefOf } from "../inventory/list-changes";
import { type TieState, tieStatesOf } from "../inventory/tie-states";
import { showDeadLetter } from "./dead-letter-view";

type Rule = EventThing<"rule">;
interface Around {
  readonly scope: Scope;
  /** By ARN what the inventory holds, and in the scope. */
  readonly shown: ReadonlyMap<string, NamedResource>;
  readonly doors: ReadonlyMap<string, QueueDoor>;
  readonly accounts: ReadonlyMap<string, NamedAccount>;
  readonly stateOf: (ruleArn: string, arn: string) => TieState;
}

/** Where a rule delivers, how long it tries, and where it gives up. What lies outside the scope is as good as a bare ARN. */
export async function hopsOf(db: Sql, scope: Scope, rule: Rule): Promise<Hop[]> {
  return (await hopsOfAll(db, scope, [rule])).get(rule.id) ?? [];
}

/** The same of many rules, by their ids, with as many queries as of one. */
export async function hopsOfAll(db: Sql, scope: Scope, rules: readonly Rule[]): Promise<Map<string, Hop[]>> {
  const around = await lookAround(db, scope, rules);
  return new Map(rules.map((rule) => [rule.id, rule.config.targets.map((target) => hopOf(around, rule, target))]));
}

async function lookAround(db: Sql, scope: Scope, rules: readonly Rule[]): Promise<Around> {
  const targets = rules.flatMap(({ config }) => config.targets);
  const queueArns = targets.flatMap(({ deadLetterArn }) => deadLetterArn ?? []);
  const arns = [...new Set([...targets.map(({ arn }) => plainArn(arn)), ...queueArns])];
  const known = await findByArns(db, EVERYTHING, arns);
  return {
    scope,
    shown: new Map((await findByArns(db, scope, arns)).map((one) => [one.arn, one])),
    doors: new Map((await findQueueDoors(db, queueArns)).map((door) => [door.arn, door])),
    accounts: new Map(
      (await findAccountsByAws(db, scope, accountsOf(arns))).map((account) => [account.awsAccountId, account]),
    ),
    stateOf: await tieStatesOf(
      db,
      rules.map(({ arn }) => arn),
      arns,
      new Set(known.map(({ arn }) => arn)),
    ),
  };
}

function hopOf(around: Around, rule: Rule, target: RuleTarget): Hop {
  const { shown, stateOf } = around;
  const { sideEffect, kind, words } = natureOf(target.arn);
  const there = shown.get(plainArn(target.arn));
  return {
    targetId: target.id,
    arn: target.arn,
    name: there?.name ?? targetName(target.arn),
    kind,
    resourceId: there?.id ?? null,
    resourceKind: there?.kind ?? null,
    href: there ? hrefOf(there) : null,
    state: stateOf(rule.arn, plainArn(target.arn)),
    sideEffect,
    effectWords: words,
    input: target.input,
    roleArn: target.roleArn,
    messageGroupId: target.messageGroupId,
    ...retriesOf(target),
    deadLetter: showDeadLetter(target.deadLetterArn, shown),
    ...hopWords(rule.arn, target, queueFacts(around, rule, target.deadLetterArn)),
    ...elsewhere(around, rule, target.arn),
    notSupported: newStyleWords(target.arn),
  };
}

function queueFacts({ scope, shown, doors, stateOf }: Around, rule: Rule, queueArn: string | null): QueueFacts | null {
  if (queueArn === null) return null;
  const door = doors.get(queueArn);
  const isHidden = door !== undefined && !shown.has(queueArn) && !inScope(scope, door.accountId, queueArn);
  const request = {
    service: "events.amazonaws.com",
    action: "sqs:SendMessage",
    resource: queueArn,
    sourceArn: rule.arn,
    sourceAccount: rule.awsAccountId,
  };
  return {
    state: stateOf(rule.arn, queueArn),
    door: door && !isHidden ? deadLetterDoor(queueConfigFrom(door), request) : null,
    isHidden,
  };
}

function elsewhere({ accounts }: Around, rule: Rule, arn: string): Pick<Hop, "otherAccount" | "otherRegion"> {
  const { awsAccountId = "", region = "" } = parseArn(arn) ?? {};
  const account = accounts.get(awsAccountId);
  const isOther = awsAccountId !== "" && awsAccountId !== rule.awsAccountId;
  return {
    otherAccount: isOther ? { awsAccountId, accountId: account?.id ?? null, accountName: account?.name ?? null } : null,
    otherRegion: region !== "" && region !== rule.region ? region : null,
  };
}

function plainArn(arn: string): string {
  return withoutVersion(unqualified(arn));
}

function accountsOf(arns: readonly string[]): string[] {
  return arns.flatMap((arn) => parseArn(arn)?.awsAccountId || []);
}
