import type { MadeClass } from "@/lib/core/failures/made-class";
import type { RuleGrouping } from "@/lib/core/failures/rules/apply";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface NewClass extends MadeClass {
  readonly id: string;
  /** What the version before called the same failure: its class lives on. */
  readonly formerFingerprint: string | null;
  readonly consumerVersion: string | null;
  /** What the same failure was called before its consumer's version was known, and since when that version was there. */
  readonly unversioned: { readonly fingerprint: string; readonly versionSince: Date | null } | null;
  readonly anchorPart?: string | undefined;
  /** What a rule of the installation made of it, and its fingerprint without that rule. */
  readonly grouping?: RuleGrouping | undefined;
  readonly withoutRule?: { readonly fingerprint: string } | undefined;
}
export interface FingerprintVersions {
  readonly now: number;
  readonly former: number;
}
export interface Place {
  readonly queueId: string;
  readonly accountId: string;
  readonly region: string;
}

/** When the newest messages of class `c` failed, as far as SQS says it. */
const FAILED_LAST_AT = sql`(SELECT max(coalesce(f.first_received_at, f.sent_at, f.first_seen_at)) FROM (
  SELECT * FROM failed_message m WHERE m.class_id = c.id ORDER BY m.first_seen_at DESC LIMIT 100) f)`;

/**
 * The class of each fingerprint: the one that an older version made for the same failure, else a new one. Two scans that
 * meet the same new failure agree on one class: the second waits for the first and takes its row.
 *
 * A class that was made while nobody knew the consumer's code goes on under the first version that fails in the same way,
 * provided that this version may have been there when the class failed last; every later version makes a class of its own.
 *
 * The fingerprints stay locked until the transaction ends: a merge waits, so that no message is left behind in its class.
 */
export async function ensureClasses(
  tx: Tx,
  place: Place,
  version: FingerprintVersions,
  classes: readonly NewClass[],
  isBacklog: boolean,
): Promise<Map<string, string>> {
  const known = await lockKnown(tx, place, version.now, classes);
  const unknown = classes.filter(({ fingerprint }) => !known.has(fingerprint));
  for (const made of unknown.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) {
    const taken = await firstRow<{ classId: string }>(
      tx,
      sql`INSERT INTO class_fingerprint (fingerprint, version, account_id, region, class_id, home_class_id)
          SELECT ${made.fingerprint}, ${version.now}, ${place.accountId}, ${place.region}, coalesce(k.class_id, ${made.id}), coalesce(k.home_class_id, ${made.id})
          FROM (SELECT) one LEFT JOIN LATERAL (${livesOnSql(place, version, made)} FOR SHARE OF p) k ON true
          ON CONFLICT DO NOTHING RETURNING class_id`,
    );
    if (taken?.classId === made.id) await insertClass(tx, place, made, isBacklog);
    else if (taken && made.consumerVersion !== null) await noteVersion(tx, taken.classId, made.consumerVersion);
    const row =
      taken ??
      (await firstRow<{ classId: string }>(
        tx,
        sql`SELECT class_id FROM class_fingerprint WHERE fingerprint = ${made.fingerprint} AND version = ${version.now} AND account_id = ${place.accountId} AND region = ${place.region} FOR SHARE`,
      ));
    if (row) known.set(made.fingerprint, row.classId);
  }
  return known;
}

async function lockKnown(tx: Tx, place: Place, version: number, classes: readonly NewClass[]) {
  const found = await rows<{ fingerprint: string; classId: string }>(
    tx,
    sql`SELECT fingerprint, class_id FROM class_fingerprint WHERE account_id = ${place.accountId} AND region = ${place.region} AND version = ${version}
          AND fingerprint = ANY(${classes.map(({ fingerprint }) => fingerprint)}::text[]) ORDER BY fingerprint FOR SHARE`,
  );
  return new Map(found.map(({ fingerprint, classId }) => [fingerprint, classId]));
}

/** The class that each fingerprint has now or would live on in; a fingerprint is absent where its class would be new. */
export async function findClasses(
  db: Sql,
  place: Place,
  version: FingerprintVersions,
  classes: readonly NewClass[],
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const made of classes) {
    const row = await firstRow<{ classId: string | null }>(
      db,
      sql`SELECT coalesce((SELECT class_id FROM class_fingerprint WHERE fingerprint = ${made.fingerprint} AND version = ${version.now} AND account_id = ${place.accountId} AND region = ${place.region}),
            (SELECT k.class_id FROM (${livesOnSql(place, version, made)}) k)) AS class_id`,
    );
    if (row?.classId) known.set(made.fingerprint, row.classId);
  }
  return known;
}

/** The fingerprint `p` whose class a new fingerprint continues. */
function livesOnSql({ accountId, region }: Place, version: FingerprintVersions, made: NewClass) {
  return sql`SELECT p.class_id, p.home_class_id FROM class_fingerprint p JOIN failure_class c ON c.id = p.class_id AND c.origin_kind = ${made.originKind}
    WHERE p.account_id = ${accountId} AND p.region = ${region} AND ((p.fingerprint = ${made.formerFingerprint} AND p.version = ${version.former})
        OR (p.fingerprint = ${made.unversioned?.fingerprint ?? null} AND p.version = ${version.now}))
      AND ${mayGoOn(made)} ORDER BY p.version DESC LIMIT 1`;
}

/** Whether class `c` may be the same failure as one of a known version of the consumer. */
function mayGoOn({ consumerVersion, unversioned }: NewClass) {
  const since = unversioned?.versionSince ?? null;
  return sql`(${consumerVersion}::text IS NULL OR (c.consumer_version IS NULL AND (${since}::timestamptz IS NULL OR ${FAILED_LAST_AT} >= ${since}::timestamptz)))`;
}

async function noteVersion(tx: Tx, classId: string, consumerVersion: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class SET consumer_version = ${consumerVersion} WHERE id = ${classId} AND consumer_version IS NULL`,
  );
}

async function insertClass(tx: Tx, place: Place, made: NewClass, isFoundOld: boolean): Promise<void> {
  // A failure that was known before a rule called it otherwise is no news under its new name.
  const isBacklog = isFoundOld || (made.withoutRule !== undefined && (await isKnown(tx, place, made.withoutRule)));
  await execute(
    tx,
    sql`INSERT INTO failure_class (id, account_id, region, queue_id, anchor_arn, anchor_part, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error, title,
                                   message_type, consumer_version, grouping_rule_id, grouping, status, status_at, first_seen_at, last_seen_at, is_backlog)
        VALUES (${made.id}, ${place.accountId}, ${place.region}, ${place.queueId}, ${made.anchorArn}, ${made.anchorPart ?? null}, ${made.originKind}, ${made.wayBack}, ${made.causeKind},
                ${made.causeReason}, ${made.classifier}, ${made.normalisedError}, ${made.title}, ${made.messageType}, ${made.consumerVersion}, ${made.grouping?.ruleName ?? null}, ${made.grouping ? JSON.stringify(made.grouping) : null}::jsonb, ${isBacklog ? "backlog" : "new"},
                dlo_now(), dlo_now(), dlo_now(), ${isBacklog})`,
  );
}

async function isKnown(tx: Tx, { accountId, region }: Place, { fingerprint }: { fingerprint: string }) {
  const found = await firstRow(
    tx,
    sql`SELECT 1 AS found FROM class_fingerprint WHERE account_id = ${accountId} AND region = ${region} AND fingerprint = ${fingerprint} LIMIT 1`,
  );
  return found !== undefined;
}
