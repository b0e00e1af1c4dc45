import type { Suspect } from "@/lib/contract/evidence";
import type { Scope } from "@/lib/core/access/scope";
import { nameOfArn } from "@/lib/core/arn";
import { NotFound } from "@/lib/core/errors";
import { ONSET_NOTES } from "@/lib/core/failures/onset";
import { type CandidateChange, rankSuspects, SUSPECT_SECONDS } from "@/lib/core/failures/suspects/rank-suspects";
import { unseenAround } from "@/lib/core/failures/suspects/unseen";
import { findAccount } from "@/lib/db/accounts";
import { listFeatures } from "@/lib/db/capabilities";
import { type ClassView, getClass } from "@/lib/db/classes";
import type { Sql } from "@/lib/db/connect";
import { readOnsets } from "@/lib/db/onsets";
import { findByArns } from "@/lib/db/resource-list";
import { listChangesNear, type NearChange } from "@/lib/db/suspect-changes";
import type { Ctx } from "../context";
import { onClass } from "../on";
import { question } from "../operation";
import { neighbourhoodOf } from "./neighbourhood";

type Candidate = CandidateChange & { readonly by: string | null };

/**
 * The changes around the onset of a class, the likeliest first. Only what stands within two steps of the failure is read of
 * the inventory, and of the rest of the account what changed nearest to the onset.
 */
export const listSuspects = question(
  "listSuspects",
  async (ctx, { id }) => {
    const row = await getClass(ctx.db, ctx.actor.scope, id);
    const [onset] = row ? await readOnsets(ctx.db, [row.id], 200) : [];
    if (!row || !onset) throw new NotFound("failure class", id);
    const onsetAt = new Date(onset.at);
    const ties = await neighbourhoodOf(ctx.db, ctx.actor.scope, row);
    const changes = await candidatesNear(ctx.db, ctx.actor.scope, { ...row, onsetAt, arns: [...ties.keys()] });
    const ranked = rankSuspects(onsetAt, changes, ties, row.region);
    const arns = [...new Set(ranked.map(({ change }) => change.arn))];
    const known = new Map((await findByArns(ctx.db, ctx.actor.scope, arns)).map((one) => [one.arn, one]));
    const items = ranked.map(({ change: { id: changeId, arn, kind, by }, at, ...told }): Suspect => {
      const { name = nameOfArn(arn), id: resourceId = null } = known.get(arn) ?? {};
      return { changeId, at: at.toISOString(), arn, name, kind, resourceId, by, ...told };
    });
    const unseen = await unseenOf(ctx, row, onsetAt);
    return { onsetAt: onset.at, onsetNote: ONSET_NOTES[onset.kind], unseen, items };
  },
  onClass,
);

async function unseenOf({ db, actor }: Ctx, { accountId, region }: ClassView, onsetAt: Date): Promise<string | null> {
  const account = await findAccount(db, accountId);
  const features = (await listFeatures(db, actor.scope, accountId)).filter((row) => row.region === region);
  return unseenAround(
    onsetAt,
    account ? new Date(account.createdAt) : null,
    features.map(({ feature, state, okAt }) => ({ feature, state, okAt: okAt === null ? null : new Date(okAt) })),
  );
}

/** What was changed around an onset, as it is ranked: of these ARNs and of the rest of their account. */
export async function candidatesNear(
  db: Sql,
  scope: Scope,
  failure: { readonly accountId: string; readonly onsetAt: Date; readonly arns: readonly string[] },
): Promise<Candidate[]> {
  const { accountId, onsetAt, arns } = failure;
  const from = new Date(onsetAt.getTime() - SUSPECT_SECONDS.before * 1000);
  const until = new Date(onsetAt.getTime() + SUSPECT_SECONDS.after * 1000);
  return (await listChangesNear(db, scope, { arns, accountId, from, onsetAt, until })).map(candidateOf);
}

function candidateOf({ at, since, changedAt, changedBy, ...change }: NearChange): Candidate {
  const dateOf = (text: string | null) => (text === null ? null : new Date(text));
  return { ...change, by: changedBy, at: new Date(at), since: dateOf(since), signedAt: dateOf(changedAt) };
}
