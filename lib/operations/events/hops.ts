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
import { type TieState, tieStates } from "../inventory/tie-states";
import { showDeadLetter } from "./dead-letter-view";

interface Around {
  readonly rule: EventThing<"rule">;
  readonly scope: Scope;
  /** By ARN what the inventory holds, and in the scope. */
  readonly shown: ReadonlyMap<string, NamedResource>;
  readonly doors: ReadonlyMap<string, QueueDoor>;
  readonly accounts: ReadonlyMap<string, NamedAccount>;
  readonly stateOf: (arn: string) => TieState;
}

/** Where a rule delivers, how long it tries, and where it gives up. What lies outside the scope is as good as a bare ARN. */
export async function hopsOf(db: Sql, scope: Scope, rule: EventThing<"rule">): Promise<Hop[]> {
  const { targets } = rule.config;
  const queueArns = targets.flatMap(({ deadLetterArn }) => deadLetterArn ?? []);
  const arns = [...new Set([...targets.map(({ arn }) => plainArn(arn)), ...queueArns])];
  const known = await findByArns(db, EVERYTHING, arns);
  const around: Around = {
    rule,
    scope,
    shown: new Map((await findByArns(db, scope, arns)).map((one) => [one.arn, one])),
    doors: new Map((await findQueueDoors(db, queueArns)).map((door) => [door.arn, door])),
    accounts: new Map(
      (await findAccountsByAws(db, scope, accountsOf(arns))).map((account) => [account.awsAccountId, account]),
    ),
    stateOf: await tieStates(db, rule.arn, arns, new Set(known.map(({ arn }) => arn))),
  };
  return targets.map((target) => hopOf(around, target));
}

function hopOf(around: Around, target: RuleTarget): Hop {
  const { rule, shown, stateOf } = around;
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
    state: stateOf(plainArn(target.arn)),
    sideEffect,
    effectWords: words,
    input: target.input,
    roleArn: target.roleArn,
    messageGroupId: target.messageGroupId,
    ...retriesOf(target),
    deadLetter: showDeadLetter(target.deadLetterArn, shown),
    ...hopWords(rule.arn, target, queueFacts(around, target.deadLetterArn)),
    ...elsewhere(around, target.arn),
    notSupported: newStyleWords(target.arn),
  };
}

function queueFacts({ rule, scope, shown, doors, stateOf }: Around, queueArn: string | null): QueueFacts | null {
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
    state: stateOf(queueArn),
    door: door && !isHidden ? deadLetterDoor(queueConfigFrom(door), request) : null,
    isHidden,
  };
}

function elsewhere({ rule, accounts }: Around, arn: string): Pick<Hop, "otherAccount" | "otherRegion"> {
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
