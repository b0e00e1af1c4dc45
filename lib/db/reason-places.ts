import type { ReasonPlace } from "@/lib/core/alerts/known";
import { type Condition, type Reason, reasonKey } from "@/lib/core/alerts/reason";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

interface PlaceRow {
  readonly key: string;
  readonly accountId: string | null;
  readonly awsAccountId: string | null;
  readonly accountName: string | null;
  readonly environment: string | null;
  readonly isProduction: boolean | null;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly tier: string | null;
  readonly pipelines: ReasonPlace["pipelines"];
  readonly isBacklog: boolean;
}

/** What stands at a place from the first look on: where it was so at once, and wakes nobody, it was so before. */
const STANDING: readonly Condition[] = ["age-threshold", "depth-threshold", "predicted-loss", "cloudwatch-alarm"];

/**
 * Where these reasons are, by their key: account, resource, who answers for it, and of which pipelines it is a part; of what
 * several share it is none.
 */
export async function placesOf(db: Sql, reasons: readonly Reason[]): Promise<Map<string, ReasonPlace>> {
  if (reasons.length === 0) return new Map();
  const given = reasons.map((reason) => ({
    key: reasonKey(reason),
    account_id: reason.accountId,
    region: reason.region,
    arn: reason.arn,
    queue_id: reason.queueId,
    pipeline_id: reason.subject.kind === "pipeline" ? reason.subject.id : null,
    name: reason.subject.name,
    since: reason.since,
    is_standing: reason.severity === "notify" && STANDING.includes(reason.condition),
  }));
  const found = await rows<PlaceRow & { readonly region: string | null }>(
    db,
    sql`WITH given AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS g(key text, account_id text, region text, arn text, queue_id text,
          pipeline_id text, name text, since timestamptz, is_standing boolean))
        SELECT g.key, g.region, a.id AS account_id, a.aws_account_id, a.name AS account_name, a.environment, a.is_production,
          coalesce(o.name, r.name, q.name, g.name) AS name, coalesce(o.tags, r.tags, q.tags) AS tags,
          coalesce(p.owner, w.owner, v.owner) AS owner, coalesce(p.team, w.team, v.team) AS team, coalesce(p.tier, w.tier, v.tier) AS tier,
          coalesce(l.pipelines, '[]') AS pipelines, g.is_standing AND coalesce(g.since <= a.created_at + interval '15 minutes', false) AS is_backlog
        FROM given g LEFT JOIN account a ON a.id = g.account_id
        LEFT JOIN pipeline p ON p.id = g.pipeline_id
        LEFT JOIN queue q ON q.id = g.queue_id
        LEFT JOIN queue o ON o.arn = g.arn AND o.deleted_at IS NULL
        LEFT JOIN resource r ON r.arn = g.arn AND r.deleted_at IS NULL
        LEFT JOIN ownership w ON w.arn = coalesce(g.arn, p.anchor_arn)
        LEFT JOIN ownership v ON v.arn = q.arn
        LEFT JOIN LATERAL (SELECT json_agg(DISTINCT jsonb_build_object('id', y.id, 'name', coalesce(y.name, y.assembled_name))) AS pipelines
          FROM pipeline y WHERE y.gone_at IS NULL AND y.merged_into IS NULL
            AND (y.id = g.pipeline_id OR (g.pipeline_id IS NULL
              AND y.id IN (SELECT x.pipeline_id FROM pipeline_part x WHERE x.arn IN (g.arn, q.arn) AND x.role <> 'shared')))) l ON true`,
  );
  return new Map(found.map((row) => [row.key, placeOf(row)]));
}

function placeOf({
  accountId,
  awsAccountId,
  accountName,
  environment,
  isProduction,
  region,
  ...row
}: PlaceRow & { readonly region: string | null }): ReasonPlace {
  const { key: _, ...rest } = row;
  const account =
    accountId === null
      ? null
      : {
          id: accountId,
          awsAccountId: awsAccountId ?? "",
          name: accountName ?? "",
          environment: environment ?? "",
          isProduction: isProduction ?? false,
        };
  return { ...rest, account, region: region ?? "" };
}
