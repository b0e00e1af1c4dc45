import type { PartKind, PartRole } from "@/lib/core/pipelines/pipeline";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import { execute, sql } from "@/lib/db/query";
import { insertSamples, upsertMetrics } from "@/lib/db/samples";
import { type Office, REGION } from "../../support/world";

export interface KnownPart {
  readonly arn: string;
  readonly accountId: string;
  readonly kind?: PartKind;
  readonly role?: PartRole;
}

/** A pipeline with these parts in order of their depth, as the assembly leaves it. Returns its id. */
export async function aPipeline(
  world: Office,
  name: string,
  parts: readonly KnownPart[],
  objective: Objective | null = null,
): Promise<string> {
  const id = world.worker().newId("pipeline");
  await execute(
    world.db,
    sql`INSERT INTO pipeline (id, anchor_arn, assembled_name, objective, part_count, created_at, assembled_at)
        VALUES (${id}, ${parts[0]?.arn ?? ""}, ${name}, ${objective && JSON.stringify(objective)}::jsonb, ${parts.length}, dlo_now(), dlo_now())`,
  );
  for (const [depth, { arn, accountId, kind = "queue", role = "hop" }] of parts.entries())
    await execute(
      world.db,
      sql`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
          VALUES (${id}, ${arn}, ${accountId}, ${REGION}, ${kind}, ${arn.split(":").at(-1)}, ${role}, ${depth})`,
    );
  return id;
}

export interface SeenMinute {
  readonly queueId: string;
  readonly accountId: string;
  readonly at: Date;
  readonly visible?: number;
  readonly ageSeconds?: number;
  readonly sent?: number;
  readonly deleted?: number;
}
/** One look at a queue, and what CloudWatch told of that minute where it told something. */
export async function aMinute(
  world: Office,
  { queueId, accountId, at, visible, ageSeconds = 0, sent, deleted }: SeenMinute,
): Promise<void> {
  if (visible !== undefined)
    await insertSamples(world.workerDb, [
      { queueId, accountId, at, visible, inFlight: 0, delayed: 0, nextSeconds: 60 },
    ]);
  if (sent !== undefined || deleted !== undefined)
    await upsertMetrics(world.workerDb, [
      {
        queueId,
        accountId,
        at: new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString(),
        ageSeconds,
        sent: sent ?? null,
        received: null,
        deleted: deleted ?? null,
      },
    ]);
}

export function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000);
}
