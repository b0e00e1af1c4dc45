import type { Silence } from "@/lib/core/alerts/routing/silence";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { linesAbout } from "@/lib/core/selection/selection";
import { findAccount } from "@/lib/db/accounts";
import { readStanding } from "@/lib/db/alert-story";
import type { Sql } from "@/lib/db/connect";
import { findPipeline } from "@/lib/db/pipelines";
import { listAccountNames } from "@/lib/db/silences";
import type { Ctx } from "../context";

type About = Silence["about"];

/** A silence as it is kept: about ids that live, and bound to one account where it is about one. */
export interface BoundSilence {
  readonly about: About;
  /** Null: about the whole installation, or a pipeline that crosses accounts. */
  readonly accountId: string | null;
}

/**
 * Finds what a silence is about, in the actor's scope: who may act in a part of the installation silences nothing outside of it,
 * whatever else the silence says. Throws NotFound for what is not there for them, Forbidden for what reaches further.
 */
export async function bindSilence(ctx: Ctx, db: Sql, about: About): Promise<BoundSilence> {
  const { scope } = ctx.actor;
  const classBound = about.classId === undefined ? undefined : await boundByClass(ctx, db, about.classId);
  const accountId = classBound?.accountId ?? (await boundByAccount(ctx, db, about));
  const bound = { about: { ...about, ...(classBound && { classId: classBound.id }) }, accountId };
  if (about.pipelineId !== undefined) {
    const pipeline = await findPipeline(db, scope, about.pipelineId);
    if (!pipeline) throw new NotFound("pipeline", about.pipelineId);
    if (accountId === null && pipeline.hiddenPartCount > 0) throw tooFar("Parts of this pipeline lie outside.");
  }
  const isBound = accountId !== null || about.pipelineId !== undefined || scope.kind === "all";
  if (!isBound) throw tooFar("It would reach into accounts that are not yours.");
  return bound;
}

async function boundByClass(ctx: Ctx, db: Sql, classId: string): Promise<{ id: string; accountId: string }> {
  const standing = await readStanding(db, ctx.actor.scope, classId);
  if (!standing) throw new NotFound("failure class", classId);
  return standing;
}

/** The account that is named by its id or, by digits or name, alone. */
async function boundByAccount(ctx: Ctx, db: Sql, { accountId, match }: About): Promise<string | null> {
  const { scope } = ctx.actor;
  const isMine = (id: string) => scope.kind === "all" || scope.accountIds.includes(id);
  if (accountId !== undefined) {
    if (!isMine(accountId) || !(await findAccount(db, accountId))) throw new NotFound("account", accountId);
    return accountId;
  }
  const glob = match?.account;
  if (glob === undefined) return null;
  const named = (await listAccountNames(db)).filter(
    (one) => isMine(one.id) && linesAbout([{ account: glob }], [one]).length > 0,
  );
  const [only] = named;
  // Of who sees all a name may come to mean more accounts later; digits never do.
  return named.length === 1 && only && (scope.kind !== "all" || glob === only.awsAccountId) ? only.id : null;
}

function tooFar(why: string): Forbidden {
  return new Forbidden(
    "forbidden",
    `You may silence in a part of it only. ${why} Name one account of yours, a pipeline that is wholly yours, or a failure class.`,
    { capability: "alerts.answer", field: "about" },
  );
}
