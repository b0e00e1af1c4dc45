import type { Scope } from "@/lib/core/access/scope";
import { type LinkTemplate, linksFrom } from "@/lib/core/alerts/links/links";
import { nameOfArn, parseArn } from "@/lib/core/arn";
import { utcFormat } from "@/lib/core/losses/loss-sentence";
import type { ReasonRow } from "@/lib/db/alert-reading";
import { firstLossOf, lastRunIdAbout } from "@/lib/db/alert-story";
import type { Sql } from "@/lib/db/connect";
import { getRun } from "@/lib/db/runs";
import { likeliestSuspect } from "../evidence/likeliest-suspect";
import { runInWords } from "../runs/run-in-words";
import { alertSettingsOf } from "./settings";

/** What stands around the reasons of an alert, as far as the scope reaches. */
export interface AlertStory {
  readonly suspect: string | null;
  readonly timeToLoss: string | null;
  readonly lossAt: string | null;
  readonly lastRun: string | null;
  readonly runbook: string | null;
  readonly links: LinkTemplate[];
}

/** A few statements, however many the reasons: the suspect is looked for at the gravest class alone. `reasons`: gravest first. */
export async function storyOf(db: Sql, scope: Scope, reasons: readonly ReasonRow[], now: Date): Promise<AlertStory> {
  const classIds = [...new Set(reasons.flatMap(({ classId }) => classId ?? []))];
  const queueIds = [...new Set(reasons.flatMap(({ queueId }) => queueId ?? []))];
  const [firstClass] = classIds;
  return {
    suspect: firstClass === undefined ? null : await likeliestSuspect(db, scope, firstClass),
    ...(await lossOf(db, scope, reasons, { classIds, now })),
    lastRun: await lastRun(db, scope, { classIds, queueIds }),
    runbook: reasons.find(({ runbook }) => runbook !== null)?.runbook ?? null,
    links: await linksOf(db, reasons, now),
  };
}

async function lossOf(
  db: Sql,
  scope: Scope,
  reasons: readonly ReasonRow[],
  { classIds, now }: { readonly classIds: readonly string[]; readonly now: Date },
): Promise<Pick<AlertStory, "timeToLoss" | "lossAt">> {
  const lossAt = classIds.length === 0 ? null : await firstLossOf(db, scope, classIds);
  if (lossAt !== null) return { timeToLoss: lossInWords(new Date(lossAt), now), lossAt };
  const foreseen = reasons.find(({ condition, resolvedAt }) => condition === "predicted-loss" && !resolvedAt);
  return { timeToLoss: foreseen?.sentence ?? null, lossAt: null };
}

/** Nobody sees a message die: past the moment it is said to be dying. */
function lossInWords(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return "The first message may be dying now.";
  const left =
    minutes < 120
      ? `${minutes} min`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1440)} d`;
  return `The first message dies ${utcFormat(now)(at)} UTC, in ${left}.`;
}

async function lastRun(db: Sql, scope: Scope, about: Parameters<typeof lastRunIdAbout>[2]): Promise<string | null> {
  if (about.classIds.length + about.queueIds.length === 0) return null;
  const id = await lastRunIdAbout(db, scope, about);
  const run = id === undefined ? undefined : await getRun(db, scope, id);
  return run ? runInWords(db, run) : null;
}

/** An alert is about no single message: templates that need one are left out. */
async function linksOf(db: Sql, reasons: readonly ReasonRow[], now: Date): Promise<LinkTemplate[]> {
  const { links } = await alertSettingsOf(db);
  const [first] = reasons;
  if (links.length === 0 || !first) return [];
  const { arn, classId, region, since } = first;
  return linksFrom(links, {
    queue: arn === null ? undefined : nameOfArn(arn),
    account: arn === null ? undefined : parseArn(arn)?.awsAccountId,
    region: region ?? undefined,
    class: classId ?? undefined,
    from: String(new Date(since).getTime()),
    until: String(now.getTime()),
  }).items;
}
