import type { RunStage } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";
import type { StageState } from "@/lib/core/runs/stage";
import type { Sql } from "@/lib/db/connect";
import { countStages } from "@/lib/db/run-counts";
import { listStages, type StageRow } from "@/lib/db/run-stages";
import type { RunRow } from "@/lib/db/runs";

/** Every stage of the plan as it stands: what it took, how it was watched, and on what evidence the next one opened. */
export async function readStages(db: Sql, run: RunRow): Promise<RunStage[]> {
  const counts = await countStages(db, run.id);
  const records = await listStages(db, run.id);
  return run.detail.stages.map((size, index) => {
    const stage = index + 1;
    const record = records.find((one) => one.stage === stage);
    const count = counts.find((one) => one.stage === stage);
    return {
      stage,
      size,
      state: stateOf(run, stage, record),
      sent: count?.sent ?? 0,
      deleted: count?.deleted ?? 0,
      returned: count?.returned ?? 0,
      openedAt: record?.openedAt ?? null,
      sentAt: record?.sentAt ?? null,
      observeUntil: record?.observeUntil ?? null,
      evidence: record?.evidence ?? null,
      endedBy: record?.endedBy ?? null,
      returnedAtEnd: record?.returnedCount ?? null,
    };
  });
}

function stateOf(run: RunRow, stage: number, record: StageRow | undefined): StageState {
  if (stage < run.stage || record?.endedAt) return "done";
  if (!record) return isOpen(run.state) && run.sentAllAt === null ? "waiting" : "not-opened";
  if (!isOpen(run.state)) return "done";
  return record.sentAt === null ? "sending" : "watching";
}
