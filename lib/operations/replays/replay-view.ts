import type { Replay } from "@/lib/contract/replays";
import type { Scope } from "@/lib/core/access/scope";
import { nameOfArn } from "@/lib/core/arn";
import { ruleNameOf } from "@/lib/core/events/rule-arn";
import { howFar, replayProgress } from "@/lib/core/replays/progress";
import type { Sql } from "@/lib/db/connect";
import type { ReplayRow } from "@/lib/db/replays";
import { idsOf } from "./read-archive";

/** Replays as they are shown. */
export async function showReplays(db: Sql, scope: Scope, found: readonly ReplayRow[]): Promise<Replay[]> {
  const arns = [...new Set(found.flatMap(({ ruleArns }) => ruleArns ?? []))];
  const idOf = await idsOf(
    db,
    scope,
    arns.map((arn) => ({ arn })),
  );
  return found.map((row) => {
    const { archiveArn, archiveId, ruleArns, isDescribed, requestedByName, ...replay } = row;
    return {
      ...replay,
      archive: { id: archiveId, arn: archiveArn, name: nameOfArn(archiveArn) },
      rules: ruleArns?.map((arn) => ({ id: idOf.get(arn) ?? null, arn, name: ruleNameOf(arn) })) ?? null,
      areRulesKnown: isDescribed,
      progress: replayProgress(row),
      howFar: howFar(row),
      isOurs: row.runId !== null,
      requestedBy: requestedByName,
    };
  });
}
