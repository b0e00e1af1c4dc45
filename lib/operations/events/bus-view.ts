import type { Bus } from "@/lib/contract/event-buses";
import type { Scope } from "@/lib/core/access/scope";
import { busKindOf } from "@/lib/core/events/bus-kind";
import { anybodyMayPut, puttersOf } from "@/lib/core/events/bus-policy";
import type { Sql } from "@/lib/db/connect";
import { countOnBuses, type EventThing, findAccountsByAws } from "@/lib/db/events-inventory";
import { countFindings } from "@/lib/db/resource-list";
import { namedIn, showDeadLetter } from "./dead-letter-view";

/** Buses as they are shown, with who may put events there and what is on them. */
export async function showBuses(db: Sql, scope: Scope, buses: readonly EventThing<"bus">[]): Promise<Bus[]> {
  const arns = buses.map(({ arn }) => arn);
  const counts = new Map((await countOnBuses(db, scope, arns)).map((row) => [row.arn, row]));
  const findings = await countFindings(db, arns);
  const queues = await namedIn(
    db,
    scope,
    buses.map(({ config }) => config.deadLetterArn),
  );
  const putters = new Map(buses.map(({ arn, config }) => [arn, puttersOf(config.policy, arn)]));
  const named = [...putters.values()].flatMap((list) => (list ?? []).flatMap(({ awsAccountId }) => awsAccountId ?? []));
  const accounts = new Map((await findAccountsByAws(db, scope, named)).map((one) => [one.awsAccountId, one]));
  return buses.map((bus) => ({
    ...placed(bus),
    kind: busKindOf(bus.name),
    ruleCount: counts.get(bus.arn)?.ruleCount ?? 0,
    archiveCount: counts.get(bus.arn)?.archiveCount ?? 0,
    kmsKeyId: bus.config.kmsKeyId,
    deadLetter: showDeadLetter(bus.config.deadLetterArn, queues),
    whoMayPut:
      putters.get(bus.arn)?.map(({ awsAccountId, actions, ...putter }) => {
        const account = accounts.get(awsAccountId ?? "");
        return {
          ...putter,
          actions: [...actions],
          accountId: account?.id ?? null,
          accountName: account?.name ?? null,
        };
      }) ?? null,
    isOpenToAll: anybodyMayPut(bus.config.policy, bus.arn) === "allowed",
    findingCount: bus.deletedAt === null ? (findings.get(bus.arn) ?? 0) : 0,
  }));
}

/** What every bus, rule and archive is shown with. */
export function placed(thing: EventThing<"bus" | "rule" | "archive">) {
  const { id, arn, name, accountId, accountName, awsAccountId, region, readAt, isReadable, deletedAt } = thing;
  return { id, arn, name, accountId, accountName, awsAccountId, region, readAt, isReadable, deletedAt };
}
