import { setTimeout as sleep } from "node:timers/promises";
import { openWorker } from "@/jobs/context";
import { EVERYTHING } from "@/lib/core/access/scope";
import { isActing } from "@/lib/core/runs/run";
import { getRun } from "@/lib/db/runs";
import { readEnv } from "@/lib/env";
import { createLog } from "@/lib/log";
import { driveRun } from "@/lib/operations/runs/drive";
import type { Move } from "./move";

/** The lease of a worker that was killed runs on for a while: so often is it asked for. */
const AGAIN_MS = 250;

const { DATABASE_URL, DLO_AWS_ENDPOINT, DLO_MASTER_KEY } = process.env;
const env = readEnv({ DATABASE_URL, DATABASE_ROLE: "login", DLO_AWS_ENDPOINT, DLO_MASTER_KEY });
const root = await openWorker(env, createLog("worker", "error"));

/** The worker's engine as it is: lease, ledger, audit. Comes back when all is sent and deleted. */
export const move: Move = async ({ runId = "" }, signal) => {
  while (!signal.aborted) {
    const ctx = root.ctx(signal);
    await driveRun(ctx, runId);
    const run = await getRun(ctx.db, EVERYTHING, runId);
    if (!run || !isActing(run.state)) {
      if (run?.state !== "observing" && run?.state !== "done") throw new Error(`${run?.state}: ${run?.reason}`);
      return;
    }
    await sleep(AGAIN_MS);
  }
};
