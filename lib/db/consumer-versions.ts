import type { ConsumerVersion } from "@/lib/core/failures/origins/origin";
import { consumerVersions, type DatedChange } from "@/lib/core/failures/versions/consumer-versions";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

interface ConsumerRow {
  readonly queueArn: string;
  readonly arn: string;
  readonly isEnabled: boolean;
  /** As the mapping names it; null of a pipe. */
  readonly functionArn: string | null;
  readonly codeArn: string | null;
  readonly codeSha256: string | null;
}

/**
 * By queue the versions of the code that consumed it, newest first. Left out: queues that more than one takes from, and
 * those whose one consumer nobody read or is no function. A change that nobody dated begins with the look before it was
 * noticed: rather the new version too early than a failure of it blamed on the old, which would look repaired.
 */
export async function readConsumerVersions(
  db: Sql,
  queueArns: readonly string[],
): Promise<Map<string, ConsumerVersion[]>> {
  const consumers = await listConsumers(db, queueArns);
  const changes = await listChangesOf(db, consumers);
  const versions = new Map<string, ConsumerVersion[]>();
  for (const queueArn of queueArns) {
    const consumer = onlyOne(consumers.filter((one) => one.queueArn === queueArn));
    if (!consumer?.functionArn) continue;
    const { functionArn, codeSha256, codeArn, arn } = consumer;
    const known = consumerVersions({
      functionArn,
      codeSha256,
      codeChanges: (codeArn && changes.get(codeArn)) || [],
      mappingChanges: changes.get(arn) ?? [],
    });
    if (known.length > 0) versions.set(queueArn, known);
  }
  return versions;
}

/** A mapping that is switched off takes nothing; where all are, the only one was it. */
function onlyOne(consumers: readonly ConsumerRow[]): ConsumerRow | undefined {
  const enabled = consumers.filter(({ isEnabled }) => isEnabled);
  const taking = enabled.length > 0 ? enabled : consumers;
  return taking.length === 1 ? taking[0] : undefined;
}

function listConsumers(db: Sql, queueArns: readonly string[]): Promise<ConsumerRow[]> {
  return rows<ConsumerRow>(
    db,
    sql`SELECT DISTINCT e.from_arn AS queue_arn, m.arn, coalesce((m.config ->> 'isEnabled')::boolean, true) AS is_enabled,
          m.config ->> 'functionArn' AS function_arn, f.arn AS code_arn, f.config ->> 'codeSha256' AS code_sha256
        FROM resource_edge e JOIN resource m ON m.id = e.resource_id AND m.deleted_at IS NULL
        LEFT JOIN resource_edge d ON d.resource_id = m.id AND d.kind = 'delivers' AND m.kind = 'mapping'
        LEFT JOIN resource f ON f.arn = d.to_arn AND f.kind = 'function' AND f.deleted_at IS NULL
        WHERE e.from_arn = ANY(${[...queueArns]}::text[]) AND e.kind = 'consumes'`,
  );
}

async function listChangesOf(db: Sql, consumers: readonly ConsumerRow[]): Promise<Map<string, DatedChange[]>> {
  const arns = consumers.flatMap(({ arn, codeArn }) => (codeArn ? [arn, codeArn] : [arn]));
  const found = await rows<{ arn: string; begunAt: string; before: string | null; after: string | null }>(
    db,
    sql`SELECT arn, coalesce(changed_at, since, at) AS begun_at, before, after FROM config_change
        WHERE arn = ANY(${arns}::text[]) AND field IN ('codeSha256', 'functionArn') ORDER BY at DESC LIMIT 1000`,
  );
  const changes = new Map<string, DatedChange[]>();
  for (const { arn, begunAt, ...change } of found)
    changes.set(arn, [...(changes.get(arn) ?? []), { ...change, begunAt: new Date(begunAt) }]);
  return changes;
}
