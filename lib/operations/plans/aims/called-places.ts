import { nameOfArn } from "@/lib/core/arn";
import { callableKind } from "@/lib/core/events/rule-targets";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources } from "@/lib/db/living-resources";
import type { Place } from "./aim";
import { functionPlaces } from "./function-places";
import { configurationOfQueues, queuePlaces } from "./queue-places";

export interface CalledPlaces {
  readonly places: readonly Place[];
  readonly configuration: PlanConfiguration;
}

/** Queues, functions, topics and buses of these ARNs as the inventory knows them, each kind with what a plan relies on. */
export async function calledPlaces(db: Sql, arns: readonly (string | null)[]): Promise<CalledPlaces> {
  const named = [...new Set(arns.filter((arn) => arn !== null))];
  const of = (kind: Place["kind"]) => named.filter((arn) => callableKind(arn) === kind);
  const queues = await queuePlaces(db, of("queue"));
  const functions = await functionPlaces(db, of("function"));
  const others = [...(await resourcePlaces(db, "topic", of("topic"))), ...(await resourcePlaces(db, "bus", of("bus")))];
  return {
    places: [...queues, ...functions.places, ...others],
    configuration: { ...configurationOfQueues(queues), ...functions.configuration },
  };
}

export async function resourcePlaces(db: Sql, kind: "topic" | "bus", arns: readonly string[]): Promise<Place[]> {
  const found = new Map((await findLivingResources(db, kind, arns)).map((one) => [one.arn, one]));
  return [...arns].sort().map((arn) => ({
    arn,
    kind,
    name: nameOfArn(arn),
    isKnown: found.has(arn),
    accountId: found.get(arn)?.accountId ?? null,
    queue: null,
  }));
}
