import type { ConfigOf, ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

/** A thing that the last looks found, with its settings as they were read. */
export interface LivingResource<K extends ResourceKind> {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly config: ConfigOf[K];
}

/** Those of these ARNs that are there, of one kind, in connected accounts; in the order of their ARNs. */
export function findLivingResources<K extends Exclude<ResourceKind, "queue">>(
  db: Sql,
  kind: K,
  arns: readonly string[],
): Promise<LivingResource<K>[]> {
  return rows<LivingResource<K>>(
    db,
    sql`SELECT r.arn, r.name, r.account_id, a.aws_account_id, r.region, r.config
        FROM resource r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL
        WHERE r.kind = ${kind} AND r.arn = ANY(${[...arns]}::text[]) AND r.deleted_at IS NULL ORDER BY r.arn`,
  );
}

/** Event source mappings from one of these streams to one of these functions. */
export function findStreamMappings(
  db: Sql,
  streamArns: readonly string[],
  functionArns: readonly string[],
): Promise<LivingResource<"mapping">[]> {
  return rows<LivingResource<"mapping">>(
    db,
    sql`SELECT r.arn, r.name, r.account_id, a.aws_account_id, r.region, r.config
        FROM resource r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL
        WHERE r.kind = 'mapping' AND r.deleted_at IS NULL AND r.config->>'sourceArn' = ANY(${[...streamArns]}::text[])
          AND (r.config->>'functionArn' = ANY(${[...functionArns]}::text[])
            OR array_to_string((string_to_array(r.config->>'functionArn', ':'))[1:7], ':') = ANY(${[...functionArns]}::text[]))
        ORDER BY r.arn`,
  );
}

/** The subscriptions whose redrive policy names this queue. */
export function listSubscriptionsThatGiveUpInto(db: Sql, queueArn: string): Promise<LivingResource<"subscription">[]> {
  return rows<LivingResource<"subscription">>(
    db,
    sql`SELECT r.arn, r.name, r.account_id, a.aws_account_id, r.region, r.config
        FROM resource_edge e JOIN resource r ON r.id = e.resource_id AND r.deleted_at IS NULL AND r.kind = 'subscription'
        JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL
        WHERE e.to_arn = ${queueArn} AND e.kind = 'dead-letters' ORDER BY r.arn`,
  );
}
