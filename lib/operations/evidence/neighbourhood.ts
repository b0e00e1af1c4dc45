import type { Scope } from "@/lib/core/access/scope";
import { anchorWord } from "@/lib/core/failures/origins/anchor-words";
import { type FailurePlace, nextSteps, type Tie, tiesOf } from "@/lib/core/failures/suspects/ties";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { Sql } from "@/lib/db/connect";
import { listEdgesAround } from "@/lib/db/suspect-changes";

/** Where a class stands. */
export interface Standing {
  readonly anchorArn: string;
  readonly originKind: string;
  readonly queueArn: string | null;
}

/** What stands within two steps of a failure, by ARN, as far as the scope reaches. */
export async function neighbourhoodOf(
  db: Sql,
  scope: Scope,
  { anchorArn, originKind, queueArn }: Standing,
): Promise<Map<string, Tie>> {
  const place: FailurePlace = {
    anchorArn,
    anchorWord: anchorWord(originKind, anchorArn),
    deadLetterQueueArn: queueArn,
  };
  const first = await listEdgesAround(db, scope, [unqualified(anchorArn)]);
  const second = await listEdgesAround(db, scope, nextSteps(place, first));
  return tiesOf(place, [...first, ...second]);
}
