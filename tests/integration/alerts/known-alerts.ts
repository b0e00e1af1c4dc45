import type { InputOf, OperationId } from "@/lib/contract";
import type { Role } from "@/lib/core/access/capabilities";
import type { Scope } from "@/lib/core/access/scope";
import type { Condition } from "@/lib/core/alerts/reason";
import { fenced } from "@/lib/db/fence";
import { execute, firstRow, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

/** Two accounts; in the first a queue with dead letters of one class. */
export async function alertStage() {
  const world = await createWorld();
  const shop = await connectShop(world, { isProduction: true });
  const hub = await connectShop(world, { awsAccountId: "222222222222" });
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ['{"correlationId":"order-17"}', '{"correlationId":"order-18"}']);
  const queue = await seenQueue(world, shop.id, "orders-dlq");
  const messages = (await world.ask("listFailedMessages", { queueId: queue.id })).items;
  const [message] = messages;
  if (!message) throw new Error("no dead letter was seen");
  return { world, shop, hub, pair, queue, message, classId: message.classId };
}
export type AlertStage = Awaited<ReturnType<typeof alertStage>>;

export interface GivenReason {
  readonly accountId: string;
  readonly condition?: Condition;
  readonly kind?: string;
  readonly id?: string;
  readonly name?: string;
  readonly region?: string;
  readonly arn?: string;
  readonly queueId?: string;
  readonly classId?: string;
  readonly pipelineIds?: string[];
  readonly ties?: string[];
  readonly sentence?: string;
  readonly isOver?: boolean;
}
export interface GivenAlert {
  readonly severity?: "page" | "notify";
  readonly minutesAgo?: number;
  readonly isOver?: boolean;
  readonly owner?: string;
  readonly mute?: string;
  readonly muteReason?: string;
}

let made = 0;
/** An alert as the judgement would have left it. */
export async function anAlert(world: World, reasons: readonly GivenReason[], given: GivenAlert = {}): Promise<string> {
  const id = `alr_${String(++made).padStart(20, "0")}`;
  const at = new Date(Date.now() - (given.minutesAgo ?? 1) * 60_000);
  const over = given.isOver ? at : null;
  await execute(
    world.db,
    sql`INSERT INTO alert (id, state, severity, mute, mute_reason, owner, opened_at, changed_at, resolved_at)
        VALUES (${id}, ${given.isOver ? "resolved" : "open"}, ${given.severity ?? "page"}, ${given.mute ?? null}, ${given.muteReason ?? null}, ${given.owner ?? null}, ${at}, ${at}, ${over})`,
  );
  for (const reason of reasons) {
    const number = String(++made);
    await execute(
      world.db,
      sql`INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, region, arn, queue_id, class_id, pipeline_ids, ties,
            sentence, since, opened_at, seen_at, resolved_at)
          VALUES (${id}, ${reason.condition ?? "queue-silent"}, ${given.severity ?? "page"}, ${reason.kind ?? "queue"}, ${reason.id ?? number}, ${reason.name ?? `queue-${number}`},
            ${reason.accountId}, ${reason.region ?? "eu-central-1"}, ${reason.arn ?? null}, ${reason.queueId ?? null}, ${reason.classId ?? null}, ${reason.pipelineIds ?? []}::text[], ${reason.ties ?? []}::text[],
            ${reason.sentence ?? "It is quiet."}, ${at}, ${at}, ${at}, ${reason.isOver || given.isOver ? at : null})`,
    );
  }
  return id;
}

export async function aChannel(world: World, name: string, kind = "webhook"): Promise<string> {
  const id = `chn_${String(++made).padStart(20, "0")}`;
  await execute(
    world.db,
    sql`INSERT INTO channel (id, kind, name, config, created_at, updated_at) VALUES (${id}, ${kind}, ${name}, '{}'::jsonb, now(), now())`,
  );
  return id;
}

/** What the newest notification for this channel tells. */
export function toldLast(world: World, channelId: string) {
  return firstRow<{ kind: string; state: string; document: Record<string, unknown> }>(
    world.db,
    sql`SELECT kind, state, document FROM notification WHERE channel_id = ${channelId} ORDER BY queued_at DESC, id DESC LIMIT 1`,
  );
}

/** Asks as somebody with this scope, without the second fence and through it; both must say the same. */
export function bothWays(world: World) {
  return async <K extends OperationId>(scope: Scope, id: K, input: InputOf<K>, role: Role = "operator") => {
    const ctx = world.web(role, { scope });
    const ask = operations[id];
    const plain = await ask(ctx, input).catch((error: Error) => error);
    const through = await ask({ ...ctx, db: fenced(world.webDb, scope) }, input).catch((error: Error) => error);
    return { plain, through };
  };
}

export const whole = (...accountIds: string[]): Scope => ({ kind: "accounts", accountIds });
export const single = (arn: string, accountId: string): Scope => ({
  kind: "accounts",
  accountIds: [],
  arns: { [arn]: accountId },
});

export async function forgetAlerts(world: World): Promise<void> {
  for (const table of ["alert_event", "notification", "alert_reason", "alert"])
    await world.db.$executeRawUnsafe(`DELETE FROM ${table}`);
}
