import type { Scope } from "@/lib/core/access/scope";
import { failedAgainst } from "@/lib/core/executions/failed-against";
import type { CauseKind } from "@/lib/core/failures/cause-kind";
import type { ExecutionDriver } from "@/lib/core/plans/action";
import { consumerSpan, type WatchedFunction } from "@/lib/core/plans/checks/consumer-span";
import type { GateConsumer, GateFacts } from "@/lib/core/plans/checks/gate-facts";
import type { Sql } from "@/lib/db/connect";
import {
  findLastExecutionRun,
  type MachineRow,
  readLastEnd,
  type SelectedExecution,
} from "@/lib/db/execution-selection";
import { areAlarmsRead, listAlarmsAround, listChangesOf } from "@/lib/db/gate-facts";
import { listFunctionPlaces, type PlaceConsumer } from "@/lib/db/place-facts";

/** A function works for 15 minutes at most: what failed was tried no longer ago. */
const LONGEST_TRY_SECONDS = 900;

interface Asked {
  readonly driver: ExecutionDriver;
  readonly machineArn: string;
  readonly machine: MachineRow;
  readonly chosen: readonly SelectedExecution[];
}

/**
 * What tells whether these executions would fail again: whether the functions that their machine calls have changed since and,
 * where new ones are started, its definition. A redrive goes on with the old definition, so that a new one mends nothing.
 */
export async function readExecutionGate(db: Sql, scope: Scope, asked: Asked): Promise<GateFacts | null> {
  const { chosen, machine } = asked;
  const first = chosen[0];
  if (!first) return null;
  const classIds = [...new Set(chosen.map(({ classId }) => classId))];
  const functions = await listFunctionPlaces(db, machine.config.functionArns ?? []);
  const stops = chosen.map(({ stoppedAt }) => stoppedAt).sort();
  const place = { accountId: first.accountId, region: first.region };
  const around = {
    ...place,
    functionNames: functions.map(({ name }) => name),
    queueNames: [],
    from: stops[0] ?? null,
    until: stops.at(-1) ?? null,
  };
  const alarms = (await areAlarmsRead(db, place.accountId, place.region))
    ? await listAlarmsAround(db, scope, around)
    : null;
  return {
    judgedCount: chosen.length,
    ...{ editedCount: 0, bystanderCount: 0 },
    causes: causesOf(chosen),
    firstFailedAt: around.from,
    lastFailedAt: around.until,
    consumers: [await consumerOf(db, asked, functions)],
    redAlarms: alarms?.filter(({ isRed }) => isRed) ?? null,
    watchingAlarmCount: alarms?.filter(({ watches }) => watches !== null).length ?? 0,
    lastRun: (await findLastExecutionRun(db, classIds)) ?? null,
    lastArrivalAt: await readLastEnd(db, classIds),
  };
}

async function consumerOf(
  db: Sql,
  { driver, machineArn, machine, chosen }: Asked,
  functions: readonly PlaceConsumer[],
): Promise<GateConsumer> {
  const named = machine.config.functionArns ?? null;
  const watched = named?.map((arn) => watchedOf(arn, functions)) ?? [];
  const itself: WatchedFunction = {
    ...{ arn: machineArn, name: machine.name, namedAs: machineArn },
    ...{ mappedSince: null, firstSeenAt: machine.firstSeenAt, lastModifiedAt: null },
  };
  const all = driver === "start-execution" ? [...watched, itself] : watched;
  const changes = await listChangesOf(
    db,
    all.map(({ arn }) => arn),
  );
  const span = consumerSpan(all, changes);
  const seconds = Math.max(0, ...functions.map(({ timeoutSeconds }) => timeoutSeconds ?? LONGEST_TRY_SECONDS));
  const tried = chosen.map(({ stoppedAt }) => ({ stoppedAt: new Date(stoppedAt) }));
  const counts = failedAgainst(tried, span, seconds * 1000);
  const isKnownOfAll = counts.unchangedCount + counts.changedCount >= chosen.length;
  const names = [...new Set(all.map(({ name }) => name))];
  return {
    name: names.length > 0 ? names.join(" and ") : machine.name,
    judgedCount: chosen.length,
    ...counts,
    lastChange: span.lastChange,
    unknownBecause: isKnownOfAll ? null : (span.unknownBecause ?? whyUnknown(driver, named, span.lastChange !== null)),
  };
}

function watchedOf(arn: string, functions: readonly PlaceConsumer[]): WatchedFunction {
  const found = functions.find(({ placeArn }) => placeArn === arn);
  return {
    arn: found?.functionArn ?? arn,
    name: found?.name ?? arn.split(":function:")[1] ?? arn,
    namedAs: arn,
    mappedSince: null,
    firstSeenAt: found?.firstSeenAt ?? null,
    lastModifiedAt: found?.lastModifiedAt ?? null,
  };
}

function whyUnknown(driver: ExecutionDriver, named: readonly string[] | null, hasChanged: boolean): string {
  if (named === null) return "which functions its definition calls was not read";
  if (named.length === 0 && driver === "redrive-execution")
    return "its definition names no function: what it calls cannot be seen from here";
  return hasChanged
    ? "they were tried around the time of its last change"
    : "they failed before what it calls was first looked at";
}

function causesOf(chosen: readonly SelectedExecution[]): GateFacts["causes"] {
  const counts = new Map<CauseKind, number>();
  for (const { causeKind } of chosen) counts.set(causeKind, (counts.get(causeKind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count);
}
