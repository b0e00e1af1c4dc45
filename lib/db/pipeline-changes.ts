import type { Ownership } from "@/lib/core/ownership/ownership";
import type { PartKind } from "@/lib/core/pipelines/pipeline";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import type { Tx } from "./connect";
import { execute, sql } from "./query";

/** What people say of a pipeline; null goes back to what is worked out. */
export interface SaidOfPipeline extends Ownership {
  readonly name: string | null;
  readonly objective: Objective | null;
}

/** Waits until nobody else changes this pipeline. */
export async function lockPipeline(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`SELECT 1 FROM pipeline WHERE id = ${id} FOR UPDATE`);
}

export async function saveSaid(tx: Tx, id: string, said: SaidOfPipeline): Promise<void> {
  await execute(
    tx,
    sql`UPDATE pipeline SET name = ${said.name}, owner = ${said.owner}, team = ${said.team}, tier = ${said.tier}, runbook = ${said.runbook},
          objective = ${said.objective === null ? null : JSON.stringify(said.objective)}::jsonb WHERE id = ${id}`,
  );
}

export interface BegunPipeline {
  readonly id: string;
  readonly name: string;
  readonly part: {
    readonly arn: string;
    readonly accountId: string;
    readonly region: string;
    readonly kind: PartKind;
    readonly name: string;
  };
  readonly at: Date;
}
/** A pipeline with its entry alone, until everything is assembled again. */
export async function beginPipeline(tx: Tx, { id, name, part, at }: BegunPipeline): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
        VALUES (${id}, ${part.arn}, ${part.accountId}, ${part.region}, ${part.kind}, ${part.name}, 'entry', 0)`,
  );
  await execute(
    tx,
    sql`INSERT INTO pipeline (id, anchor_arn, assembled_name, name, part_count, created_at, assembled_at)
        VALUES (${id}, ${part.arn}, ${part.name}, ${name}, 1, ${at}, ${at})`,
  );
}
