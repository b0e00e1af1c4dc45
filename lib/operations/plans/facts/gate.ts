import type { CauseKind } from "@/lib/core/failures/cause-kind";
import { consumerSpan } from "@/lib/core/plans/checks/consumer-span";
import type { GateConsumer, GateFacts } from "@/lib/core/plans/checks/gate-facts";
import type { Sql } from "@/lib/db/connect";
import {
  areAlarmsRead,
  countFailedAgainst,
  type FailedAgainst,
  findLastRun,
  listAlarmsAround,
  listChangesOf,
  readEvidenceCauses,
  readLastArrival,
} from "@/lib/db/gate-facts";
import type { PlaceConsumer } from "@/lib/db/place-facts";
import type { Ctx } from "../../context";
import type { Place } from "../aims/aim";
import type { Chosen, Gathered } from "../gather";

type Consumers = ReadonlyMap<string, readonly PlaceConsumer[]>;

/**
 * What tells whether these would fail again. Null for what sends nothing, and for what goes where it did not fail: there
 * nobody can say. Edited messages and likely bystanders are counted, not judged.
 */
export async function readGate(
  ctx: Ctx,
  db: Sql,
  { action, driver, queue, chosen, places }: Gathered,
  consumers: Consumers,
): Promise<GateFacts | null> {
  if (action !== "redrive" || driver === "put-events" || driver === "redirect" || chosen.length === 0) return null;
  const judged = chosen.filter(({ editId, isBystander }) => editId === null && !isBystander);
  const classIds = [...new Set(judged.map(({ classId }) => classId))];
  const told: { consumer: GateConsumer; failed: FailedAgainst }[] = [];
  for (const place of places) {
    const items = judged.filter(({ destinationArn }) => destinationArn === place.arn);
    const one = items.length > 0 && (await readConsumer(db, place, items, consumers.get(place.arn) ?? []));
    if (one) told.push(one);
  }
  const firstFailedAt = extreme(told.map(({ failed }) => failed.firstAt)).at(0) ?? null;
  const lastFailedAt = extreme(told.map(({ failed }) => failed.lastAt)).at(-1) ?? null;
  const taking = places.flatMap(({ arn }) => consumers.get(arn) ?? []);
  const alarms = (await areAlarmsRead(db, queue.accountId, queue.region))
    ? await listAlarmsAround(db, ctx.actor.scope, {
        accountId: queue.accountId,
        region: queue.region,
        functionNames: taking.map(({ name }) => name),
        queueNames: places.flatMap((place) => (place.queue ? [place.name] : [])),
        from: firstFailedAt,
        until: lastFailedAt,
      })
    : null;
  return {
    judgedCount: judged.length,
    editedCount: chosen.filter(({ editId }) => editId !== null).length,
    bystanderCount: chosen.filter(({ editId, isBystander }) => editId === null && isBystander).length,
    causes: causesOf(judged, await readEvidenceCauses(db, classIds)),
    firstFailedAt,
    lastFailedAt,
    consumers: told.map(({ consumer }) => consumer),
    redAlarms: alarms?.filter(({ isRed }) => isRed) ?? null,
    watchingAlarmCount: alarms?.filter(({ watches }) => watches !== null).length ?? 0,
    lastRun: (await findLastRun(db, queue.id, classIds)) ?? null,
    lastArrivalAt: await readLastArrival(db, classIds),
  };
}

/** A mapping that is switched off takes nothing; where all are, they were it. */
function takingOf(consumers: readonly PlaceConsumer[]): readonly PlaceConsumer[] {
  const on = consumers.filter(({ isOn }) => isOn);
  return on.length > 0 ? on : consumers;
}

/** The consumer of one place; undefined where none that has code is known. */
async function readConsumer(
  db: Sql,
  place: Place,
  items: readonly Chosen[],
  consumers: readonly PlaceConsumer[],
): Promise<{ consumer: GateConsumer; failed: FailedAgainst } | undefined> {
  const taking = takingOf(consumers).filter(({ namedAs }) => namedAs !== null);
  if (taking.length === 0) return undefined;
  const functions = taking.map((one) => ({ ...one, arn: one.functionArn ?? "", namedAs: one.namedAs ?? "" }));
  const changes = await listChangesOf(db, [
    ...functions.flatMap(({ functionArn, viaArn }) => [functionArn ?? [], viaArn ?? []].flat()),
    place.arn,
  ]);
  const span = consumerSpan(functions, changes);
  const ids = items.map(({ messageRowId }) => messageRowId);
  const failed = await countFailedAgainst(db, ids, span);
  const { unchangedCount, changedCount } = failed;
  const isKnownOfAll = unchangedCount + changedCount >= items.length;
  const consumer = {
    name: [...new Set(taking.map(({ name }) => name))].join(" and "),
    judgedCount: items.length,
    ...{ unchangedCount, changedCount, lastChange: span.lastChange },
    unknownBecause: isKnownOfAll ? null : (span.unknownBecause ?? whyUnknown(span.lastChange !== null)),
  };
  return { consumer, failed };
}

function whyUnknown(hasChanged: boolean): string {
  return hasChanged
    ? "they were tried around the time of its last change"
    : "they failed before its consumer was first looked at";
}

/** As its message tells; where that tells nothing, as the evidence beside its class does. */
function causesOf(items: readonly Chosen[], evidence: ReadonlyMap<string, CauseKind>): GateFacts["causes"] {
  const counts = new Map<CauseKind, number>();
  for (const { causeKind, classId } of items) {
    const kind = causeKind === "unknown" ? (evidence.get(classId) ?? "unknown") : (causeKind as CauseKind);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count);
}

function extreme(times: readonly (string | null)[]): string[] {
  return times.flatMap((time) => time ?? []).sort();
}
