import { nameOfArn } from "@/lib/core/arn";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources, type LivingResource } from "@/lib/db/living-resources";
import type { Place } from "./aim";

export interface FunctionPlaces {
  readonly places: readonly Place[];
  /** Code and asynchronous settings of each function: another version of the code makes a plan stale. */
  readonly configuration: PlanConfiguration;
}

/** The functions of these ARNs as the inventory knows them; versions and aliases are places of their own. */
export async function functionPlaces(db: Sql, arns: readonly (string | null)[]): Promise<FunctionPlaces> {
  const distinct = [...new Set(arns.filter((arn) => arn !== null))].sort();
  const found = await findLivingResources(db, "function", distinct.map(unqualified));
  const byArn = new Map(found.map((fn) => [fn.arn, fn]));
  return {
    places: distinct.map((arn) => functionPlace(arn, byArn.get(unqualified(arn)))),
    configuration: Object.fromEntries(found.flatMap(settingsOf)),
  };
}

function functionPlace(arn: string, fn: LivingResource<"function"> | undefined): Place {
  const { isKnown, accountId } = { isKnown: fn !== undefined, accountId: fn?.accountId ?? null };
  return { arn, kind: "function", name: qualifiedName(arn), isKnown, accountId, queue: null };
}

/** `orders`, or with its version or alias `orders:live`. */
export function qualifiedName(functionArn: string): string {
  const base = unqualified(functionArn);
  return `${nameOfArn(base)}${functionArn.slice(base.length)}`;
}

function settingsOf({ name, config }: LivingResource<"function">): [string, string][] {
  return [
    [`${name}: code`, config.codeSha256 ?? "not told"],
    [`${name}: dead-letter queue`, config.deadLetterArn ?? "none"],
    ...config.async.map(({ qualifier, maxRetries, maxAgeSeconds, onFailureArn }): [string, string] => [
      `${name}: asynchronous settings of ${qualifier}`,
      `${maxRetries ?? 2} retries within ${maxAgeSeconds ?? 21_600} s, on failure to ${onFailureArn ?? "nowhere"}`,
    ]),
  ];
}
