import { nameOfArn } from "@/lib/core/arn";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Sql } from "@/lib/db/connect";
import { listFunctionPlaces, listQueueConsumers, type PlaceConsumer } from "@/lib/db/place-facts";
import type { Place } from "../aims/aim";

/** Who takes from each of these places, by its ARN: of a queue its mappings and pipes, of a function itself. */
export async function readConsumers(db: Sql, places: readonly Place[]): Promise<Map<string, PlaceConsumer[]>> {
  const arnsOf = (wanted: Place["kind"]) =>
    places.flatMap(({ kind, arn, isKnown }) => (kind === wanted && isKnown ? [arn] : []));
  const [queues, functions] = [arnsOf("queue"), arnsOf("function")];
  const found = [
    ...(queues.length > 0 ? await listQueueConsumers(db, queues) : []),
    ...(functions.length > 0 ? await listFunctionPlaces(db, functions) : []),
  ];
  const byPlace = new Map<string, PlaceConsumer[]>();
  for (const one of found) byPlace.set(one.placeArn, [...(byPlace.get(one.placeArn) ?? []), one]);
  return byPlace;
}

/**
 * Which functions and pipes take from the queues of a plan, and whether they are switched on. Their code is left out: a new
 * version is the good news that a redrive waits for, and is judged again when the plan is applied.
 */
export function configurationOfConsumers(
  places: readonly Place[],
  consumers: ReadonlyMap<string, readonly PlaceConsumer[]>,
): PlanConfiguration {
  return Object.fromEntries(
    places.flatMap(({ arn, name, kind }) => {
      const found = kind === "queue" ? (consumers.get(arn) ?? []) : [];
      return found.length > 0 ? [[`${name}: consumers`, found.map(consumerInWords).sort().join(", ")]] : [];
    }),
  );
}

function consumerInWords({ namedAs, name, isOn }: PlaceConsumer): string {
  const qualifier = namedAs === null ? "" : namedAs.slice(unqualified(namedAs).length);
  return `${namedAs === null ? name : nameOfArn(unqualified(namedAs))}${qualifier} ${isOn ? "on" : "off"}`;
}
