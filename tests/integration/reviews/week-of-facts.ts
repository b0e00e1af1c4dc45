import { spanOfWeek } from "@/lib/core/review/week";
import { execute, sql } from "@/lib/db/query";
import { putSetting } from "@/lib/db/settings";
import { writeDueReviews } from "@/lib/operations/reviews/write-review";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { type Office, REGION } from "../../support/world";

/** The week that tests are about: over when they run, and its Monday after anything that they connect by hand. */
export const ZONE = "Europe/Berlin";
const HOUR_MS = 3_600_000;

/** A review's schedule and the unit of its owners. */
export async function aSchedule(office: Office, channels: readonly string[] = []): Promise<void> {
  await putSetting(office.db, "alert-settings", {
    review: { zone: ZONE, day: "mon", at: "07:00", channels, unit: { one: "order", many: "orders" } },
  });
}

/** A time of a week, so many hours after it began. */
export function hourOf(week: string, hours: number): Date {
  return new Date(spanOfWeek(week, ZONE).from.getTime() + hours * HOUR_MS);
}

/** Moves what the database calls now. */
async function setClock(office: Office, at: Date): Promise<void> {
  await office.db.$executeRawUnsafe(
    `UPDATE series.clock_shift SET shift = '${at.toISOString()}'::timestamptz - clock_timestamp()`,
  );
}

/** An account cannot be seen in a Region from then until then. */
export async function blind(office: Office, accountId: string, region: string, from: Date, until: Date): Promise<void> {
  await setClock(office, from);
  await execute(
    office.db,
    sql`INSERT INTO region_state (account_id, region, status, blind_since, reason) VALUES (${accountId}, ${region}, 'blind', ${from}, 'The role was refused.')`,
  );
  await setClock(office, until);
  await execute(
    office.db,
    sql`UPDATE region_state SET status = 'ok', blind_since = NULL WHERE account_id = ${accountId} AND region = ${region}`,
  );
}

/** The worker at another time: what the database calls now is moved too. */
export async function workerAt(office: Office, at: Date, name = "worker-1"): Promise<WorkerCtx> {
  await setClock(office, at);
  return { ...office.worker(name), now: () => at };
}

export async function writeAt(office: Office, at: Date): Promise<void> {
  await writeDueReviews(await workerAt(office, at));
}

let count = 0;
export const nextId = (prefix: string) => `${prefix}_${String(++count).padStart(20, "0")}`;

export async function anAccount(office: Office, aws: string, createdAt: Date): Promise<string> {
  const id = nextId("acc");
  await execute(
    office.db,
    sql`INSERT INTO account (id, aws_account_id, name, environment, regions, external_id, created_at, updated_at)
        VALUES (${id}, ${aws}, ${`shop ${aws.slice(0, 3)}`}, 'prd', ARRAY[${REGION}], 'x', ${createdAt}, ${createdAt})`,
  );
  return id;
}

export interface QueuePair {
  readonly accountId: string;
  readonly queueArn: string;
  readonly dlqArn: string;
  readonly dlqId: string;
}
/** A queue and its dead-letter queue, owned by a team. */
export async function aPair(
  office: Office,
  accountId: string,
  aws: string,
  name: string,
  owner: string | null,
): Promise<QueuePair> {
  const arn = (queue: string) => `arn:aws:sqs:${REGION}:${aws}:${queue}`;
  const [queueArn, dlqArn] = [arn(name), arn(`${name}-dlq`)];
  const dlqId = nextId("q");
  for (const [id, own, isDlq] of [
    [nextId("q"), queueArn, false],
    [dlqId, dlqArn, true],
  ] as const)
    await execute(
      office.db,
      sql`INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, is_dead_letter_queue, mode, retention_seconds, visibility_timeout_seconds, max_message_bytes,
            dead_letter_target_arn, discovered_at, seen_at)
          VALUES (${id}, ${accountId}, ${REGION}, ${own}, 'http://x', ${own.split(":").at(-1)}, now() - interval '90 days', false, ${isDlq}, ${isDlq ? "index" : "off"}, 1209600, 30, 262144,
            ${isDlq ? null : dlqArn}, now() - interval '90 days', now())`,
    );
  if (owner !== null)
    for (const own of [queueArn, dlqArn])
      await execute(
        office.db,
        sql`INSERT INTO ownership (arn, account_id, owner, team, tier, source, updated_at) VALUES (${own}, ${accountId}, ${owner}, ${`team ${owner}`}, '1', 'hand', now())`,
      );
  return { accountId, queueArn, dlqArn, dlqId };
}

interface KnownClass {
  readonly title?: string;
  readonly firstSeenAt: Date;
  readonly status?: string;
  readonly statusAt?: Date;
  readonly isBacklog?: boolean;
  readonly record?: string;
  readonly resolvedAt?: Date;
}
export async function aClass(office: Office, pair: QueuePair, known: KnownClass): Promise<string> {
  const id = nextId("fc");
  await execute(
    office.db,
    sql`INSERT INTO failure_class (id, account_id, region, queue_id, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error, title, message_type,
          status, status_at, first_seen_at, last_seen_at, is_backlog, record, resolved_at)
        VALUES (${id}, ${pair.accountId}, ${REGION}, ${pair.dlqId}, ${pair.queueArn}, 'sqs-redrive', 'queue', 'code', 'why', 'json', 'OrderError', ${known.title ?? "OrderError"}, 'Order',
          ${known.status ?? "ongoing"}, ${known.statusAt ?? known.firstSeenAt}, ${known.firstSeenAt}, ${known.firstSeenAt}, ${known.isBacklog ?? false}, ${known.record ?? "messages"}, ${known.resolvedAt ?? null})`,
  );
  return id;
}

export async function aChange(
  office: Office,
  pair: QueuePair,
  classId: string,
  status: string,
  at: Date,
): Promise<void> {
  await execute(
    office.db,
    sql`INSERT INTO class_change (account_id, class_id, at, kind, status) VALUES (${pair.accountId}, ${classId}, ${at}, 'status', ${status})`,
  );
}

interface KnownMessage {
  readonly state?: string;
  readonly stateAt: Date;
  readonly expiresAt?: Date;
}
export async function aMessage(office: Office, pair: QueuePair, classId: string, known: KnownMessage): Promise<string> {
  const id = nextId("msg");
  await execute(
    office.db,
    sql`INSERT INTO failed_message (id, account_id, region, queue_id, message_id, class_id, state, state_at, first_seen_at, last_seen_at, expires_at, origin_kind, origin_certainty, cause_kind, cause_reason,
          classifier, message_type, shape, payload_kind, body_sha256, body_bytes, fingerprint)
        VALUES (${id}, ${pair.accountId}, ${REGION}, ${pair.dlqId}, ${id}, ${classId}, ${known.state ?? "present"}, ${known.stateAt}, ${known.stateAt}, ${known.stateAt}, ${known.expiresAt ?? null},
          'sqs-redrive', 'certain', 'code', 'why', 'json', 'Order', 's', 'json', 'h', 10, 'f')`,
  );
  return id;
}

interface KnownRun {
  readonly action?: string;
  readonly classId: string;
  readonly startedAt: Date;
  readonly state?: string;
  readonly driver?: string;
  readonly movedCount?: number;
}
interface KnownItem {
  readonly state: string;
  readonly outcome?: string;
  readonly doneAt?: Date;
}
/** A run with these items, each of a message of its own. Returns its id. */
export async function aRun(
  office: Office,
  pair: QueuePair,
  run: KnownRun,
  items: readonly KnownItem[],
): Promise<string> {
  const [planId, id] = [nextId("plan"), nextId("run")];
  const { action = "redrive", driver = "selective-redrive", startedAt, classId, state = "done" } = run;
  await execute(
    office.db,
    sql`INSERT INTO plan (id, account_id, region, queue_id, class_id, action, driver, state, hash, item_count, detail, created_by, created_by_name, created_by_person, created_at, expires_at)
        VALUES (${planId}, ${pair.accountId}, ${REGION}, ${pair.dlqId}, ${classId}, ${action}, ${driver}, 'applied', 'h', ${items.length}, '{"title":"Redrive orders"}', 'u', 'u', 'u', ${startedAt}, ${startedAt})`,
  );
  await execute(
    office.db,
    sql`INSERT INTO run (id, plan_id, account_id, region, queue_id, class_id, action, driver, state, requested_by, requested_by_name, requested_at, start_after, started_at, ended_at, driver_state)
        VALUES (${id}, ${planId}, ${pair.accountId}, ${REGION}, ${pair.dlqId}, ${classId}, ${action}, ${driver}, ${state}, 'u', 'u', ${startedAt}, ${startedAt}, ${startedAt},
          ${state === "done" ? new Date(startedAt.getTime() + HOUR_MS) : null}, ${JSON.stringify(run.movedCount === undefined ? {} : { movedCount: run.movedCount })}::jsonb)`,
  );
  for (const [position, item] of items.entries()) {
    const messageRowId = await aMessage(office, pair, classId, { stateAt: startedAt, state: "redriven" });
    const doneAt = item.doneAt ?? startedAt;
    await execute(
      office.db,
      sql`INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256, state, is_open, outcome, sent_at, deleted_at)
          VALUES (${nextId("item")}, ${id}, ${pair.accountId}, ${pair.dlqId}, ${position}, ${messageRowId}, ${messageRowId}, 'h', ${item.state}, false, ${item.outcome ?? null},
            ${item.state === "skipped" || item.state === "rejected" ? null : doneAt}, ${item.state === "deleted" ? doneAt : null})`,
    );
  }
  return id;
}

interface KnownAlert {
  readonly since: Date;
  readonly pagedAt?: Date;
  readonly toldAt?: Date;
  readonly acknowledgedAt?: Date;
  readonly resolvedAt?: Date;
  readonly isNoise?: boolean;
  readonly pipelineIds?: readonly string[];
}
export async function anAlert(office: Office, pair: QueuePair, classId: string, known: KnownAlert): Promise<string> {
  const id = nextId("alr");
  const openedAt = known.toldAt ?? known.pagedAt ?? known.since;
  const state = known.resolvedAt ? "resolved" : known.acknowledgedAt ? "acknowledged" : "open";
  await execute(
    office.db,
    sql`INSERT INTO alert (id, state, severity, owner, team, opened_at, changed_at, paged_at, told_at, acknowledged_at, resolved_at, noise_at)
        VALUES (${id}, ${state}, 'page', 'checkout', 'team checkout', ${openedAt}, ${openedAt}, ${known.pagedAt ?? null}, ${known.toldAt ?? null}, ${known.acknowledgedAt ?? null},
          ${known.resolvedAt ?? null}, ${known.isNoise ? openedAt : null})`,
  );
  await execute(
    office.db,
    sql`INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, region, arn, queue_id, class_id, pipeline_ids, sentence, since, opened_at, seen_at, resolved_at)
        VALUES (${id}, 'class-new', 'page', 'class', ${`${classId} ${id}`}, 'OrderError', ${pair.accountId}, ${REGION}, ${pair.queueArn}, ${pair.dlqId}, ${classId}, ${[...(known.pipelineIds ?? [])]}::text[],
          'It failed.', ${known.since}, ${openedAt}, ${openedAt}, ${known.resolvedAt ?? null})`,
  );
  return id;
}

/** A pipeline of these pairs, as the assembly leaves it. */
export async function aPipelineOf(
  office: Office,
  name: string,
  pairs: readonly QueuePair[],
  createdAt: Date,
): Promise<string> {
  const id = nextId("pl");
  await execute(
    office.db,
    sql`INSERT INTO pipeline (id, anchor_arn, assembled_name, part_count, created_at, assembled_at) VALUES (${id}, ${pairs[0]?.queueArn ?? ""}, ${name}, ${pairs.length * 2}, ${createdAt}, ${createdAt})`,
  );
  for (const { queueArn, dlqArn, accountId } of pairs)
    for (const [arn, role] of [
      [queueArn, "entry"],
      [dlqArn, "dead-letter"],
    ] as const)
      await execute(
        office.db,
        sql`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth) VALUES (${id}, ${arn}, ${accountId}, ${REGION}, 'queue', ${arn.split(":").at(-1)}, ${role}, 0)`,
      );
  return id;
}
