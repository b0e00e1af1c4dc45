import type { Scope } from "@/lib/core/access/scope";
import { nameOfArn } from "@/lib/core/arn";
import { rankSuspects } from "@/lib/core/failures/suspects/rank-suspects";
import { readStanding } from "@/lib/db/alert-story";
import type { Sql } from "@/lib/db/connect";
import { readOnsets } from "@/lib/db/onsets";
import { candidatesNear } from "./list-suspects";
import { neighbourhoodOf } from "./neighbourhood";

const MESSAGES_FOR_ONSET = 5;
/** More than a change can have that nothing ties to the failure. */
const LEAST_WEIGHT = 0.06;

/** The change that most likely began a class, in one sentence, to be shown as a suspicion; null where none is tied to it and near enough. */
export async function likeliestSuspect(db: Sql, scope: Scope, classId: string): Promise<string | null> {
  const standing = await readStanding(db, scope, classId);
  const [onset] = standing ? await readOnsets(db, [standing.id], MESSAGES_FOR_ONSET) : [];
  if (!standing || !onset) return null;
  const onsetAt = new Date(onset.at);
  const ties = await neighbourhoodOf(db, scope, standing);
  const changes = await candidatesNear(db, scope, { ...standing, onsetAt, arns: [...ties.keys()] });
  const [first] = rankSuspects(onsetAt, changes, ties, standing.region);
  if (!first || first.weight < LEAST_WEIGHT || first.secondsBefore < 0) return null;
  const name = nameOfArn(first.change.arn);
  return `${name}: ${first.text}, ${beforeInWords(first.secondsBefore)} (${first.relation}).`;
}

function beforeInWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) return "just before it began";
  if (minutes < 120) return `${minutes} min before it began`;
  return `${Math.round(minutes / 60)} h before it began`;
}
