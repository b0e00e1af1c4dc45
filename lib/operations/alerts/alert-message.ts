import { EVERYTHING } from "@/lib/core/access/scope";
import { alertUrl, subjectUrl } from "@/lib/core/alerts/links/subject-url";
import type { AlertLine, AlertMessage } from "@/lib/core/alerts/notification";
import { alertTitle } from "@/lib/core/alerts/title";
import { NotFound } from "@/lib/core/errors";
import { oneLine } from "@/lib/core/failures/title";
import type { ReasonRow } from "@/lib/db/alert-reading";
import type { Sql } from "@/lib/db/connect";
import type { Ctx } from "../context";
import { storyOf } from "./alert-story";
import { readWhole } from "./alert-view";

const MOST_REASONS = 10;

/**
 * All that a channel is told about an alert, read as it stands in this transaction. Whole, whoever asks: channels are told
 * everything, in words in which everything that is masked is masked. Throws NotFound where there is no such alert.
 */
export async function alertMessageOf(
  ctx: Pick<Ctx, "now" | "settings">,
  db: Sql,
  alertId: string,
  kind: AlertMessage["kind"],
): Promise<AlertMessage> {
  const whole = (await readWhole(db, EVERYTHING, [alertId])).get(alertId);
  if (!whole) throw new NotFound("alert", alertId);
  const { alert, reasons, pipelines } = whole;
  const { baseUrl } = ctx.settings;
  const { links, ...story } = await storyOf(db, EVERYTHING, reasons, ctx.now());
  const told = reasons.filter(({ resolvedAt }) => kind === "resolved" || resolvedAt === null);
  return {
    kind,
    dedupKey: `dlo-${alert.id}`,
    alertId: alert.id,
    number: alert.number,
    severity: alert.severity,
    title: alertTitle(reasons),
    openedAt: alert.openedAt,
    resolvedAt: alert.resolvedAt,
    acknowledgedBy: alert.acknowledgedBy,
    owner: alert.owner,
    team: alert.team,
    environment: distinct(reasons.flatMap(({ environment }) => environment ?? [])).join(", ") || null,
    accounts: distinct(reasons.flatMap(({ accountName }) => accountName ?? [])),
    regions: distinct(reasons.flatMap(({ region }) => region ?? [])),
    pipelines: pipelines.map(({ id, name }) => ({ name, url: subjectUrl(baseUrl, { kind: "pipeline", id }, alertId) })),
    reasons: told.slice(0, MOST_REASONS).map((reason) => lineOf(reason, baseUrl)),
    moreCount: Math.max(0, told.length - MOST_REASONS),
    ...story,
    openUrl: alertUrl(baseUrl, alertId),
    acknowledgeUrl: alertUrl(baseUrl, alertId),
    links,
  };
}

function lineOf({ alertId, condition, subject, sentence, since }: ReasonRow, baseUrl: string): AlertLine {
  return {
    condition,
    subject: oneLine(subject.name),
    sentence: oneLine(sentence),
    since,
    url: subjectUrl(baseUrl, subject, alertId),
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
