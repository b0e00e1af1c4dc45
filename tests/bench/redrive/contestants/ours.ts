import { openWorker } from "@/jobs/context";
import { readEnv } from "@/lib/env";
import { createLog } from "@/lib/log";
import { driveRun } from "@/lib/operations/runs/drive";
import type { Move } from "./move";

const { DATABASE_URL, DLO_AWS_ENDPOINT, DLO_MASTER_KEY, DLO_LOG_LEVEL = "error" } = process.env;
const env = readEnv({ DATABASE_URL, DATABASE_ROLE: "login", DLO_AWS_ENDPOINT, DLO_MASTER_KEY });
const root = await openWorker(env, createLog("worker", DLO_LOG_LEVEL as "error"));

/** The worker's engine as it is: ledger, lease, audit. */
export const move: Move = async ({ runId = "" }, signal) => driveRun(root.ctx(signal), runId);
