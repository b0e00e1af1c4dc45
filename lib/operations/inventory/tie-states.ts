import { parseArn } from "@/lib/core/arn";
import { FEATURE_OF_KIND } from "@/lib/core/inventory/feature-kinds";
import { kindOfArn } from "@/lib/core/inventory/kind-of-arn";
import type { Sql } from "@/lib/db/connect";
import { listChangedAt, listReadFeatures, listUnreadQueueArns } from "@/lib/db/resource-graph";

export type TieState = "there" | "gone" | "unknown";

/**
 * Whether what a resource names is there, gone (somebody looked after it was named, and did not find it), or unknown. `known`
 * are those of these ARNs that the inventory holds.
 */
export async function tieStates(
  db: Sql,
  ofArn: string,
  arns: readonly string[],
  known: ReadonlySet<string>,
): Promise<(arn: string) => TieState> {
  const stateOf = await tieStatesOf(db, [ofArn], arns, known);
  return (arn) => stateOf(ofArn, arn);
}

/** The same of many resources with as many queries as of one: `arns` are all that any of them names. */
export async function tieStatesOf(
  db: Sql,
  ofArns: readonly string[],
  arns: readonly string[],
  known: ReadonlySet<string>,
): Promise<(ofArn: string, arn: string) => TieState> {
  const unread = new Set(await listUnreadQueueArns(db, arns));
  const changedAt = await listChangedAt(db, ofArns);
  const features = await listReadFeatures(db);
  const lookedAt = new Map(
    features.flatMap(({ awsAccountId, region, feature, lookedAt: at }) =>
      at === null ? [] : [[`${awsAccountId} ${region} ${feature}`, Date.parse(at)] as const],
    ),
  );
  return (ofArn, arn) => {
    if (known.has(arn) || unread.has(arn)) return "there";
    const [kind, place] = [kindOfArn(arn), parseArn(arn)];
    if (kind === null || !place) return "unknown";
    const looked = lookedAt.get(`${place.awsAccountId} ${place.region} ${FEATURE_OF_KIND[kind]}`) ?? 0;
    return looked > (changedAt.get(ofArn)?.getTime() ?? 0) ? "gone" : "unknown";
  };
}
