import type { Command } from "./command";
import { accounts } from "./commands/accounts";
import { adminBreakGlass } from "./commands/admin-break-glass";
import { adminDecryptKey } from "./commands/admin-decrypt-key";
import { adminKeys } from "./commands/admin-keys";
import { adminNewKey } from "./commands/admin-new-key";
import { adminRotateKey } from "./commands/admin-rotate-key";
import { auditCoverage } from "./commands/audit-coverage";
import { auditExport } from "./commands/audit-export";
import { auditVerify } from "./commands/audit-verify";
import { billImport } from "./commands/bill-import";
import { call, operations } from "./commands/call";
import { configApply } from "./commands/config-apply";
import { configDiff } from "./commands/config-diff";
import { configDrift } from "./commands/config-drift";
import { configExport } from "./commands/config-export";
import { evidence } from "./commands/evidence";
import { evidenceVerify } from "./commands/evidence-verify";
import { losses } from "./commands/losses";
import { planApply } from "./commands/plan-apply";
import { planCreate } from "./commands/plan-create";
import { runCancel, runContinue, runPause, runRate, runResume, runUndo } from "./commands/run-steer";
import { runWait } from "./commands/run-wait";

/** All that `dlo` can do, in the order of the help. A new command is a file and a line here. */
export const COMMANDS: readonly Command[] = [
  configExport,
  configDiff,
  configApply,
  configDrift,
  auditCoverage,
  auditVerify,
  auditExport,
  planCreate,
  planApply,
  runWait,
  runPause,
  runResume,
  runContinue,
  runRate,
  runUndo,
  runCancel,
  evidence,
  evidenceVerify,
  losses,
  billImport,
  accounts,
  call,
  operations,
  adminKeys,
  adminNewKey,
  adminDecryptKey,
  adminRotateKey,
  adminBreakGlass,
];
