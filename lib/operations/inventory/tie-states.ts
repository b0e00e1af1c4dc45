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
  const unread = new Set(await listUnreadQueueArns(db, arns));
  const namedAt = (await listChangedAt(db, [ofArn])).get(ofArn)?.getTime() ?? 0;
  const looked = (await listReadFeatures(db)).filter(({ lookedAt }) => lookedAt && Date.parse(lookedAt) > namedAt);
  const read = new Set(looked.map((one) => `${one.awsAccountId} ${one.region} ${one.feature}`));
  return (arn) => {
    if (known.has(arn) || unread.has(arn)) return "there";
    const [kind, place] = [kindOfArn(arn), parseArn(arn)];
    if (kind === null || !place) return "unknown";
    return read.has(`${place.awsAccountId} ${place.region} ${FEATURE_OF_KIND[kind]}`) ? "gone" : "unknown";
  };
}
