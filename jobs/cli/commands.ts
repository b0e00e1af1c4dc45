import type { Command } from "./command";
import { accounts } from "./commands/accounts";
import { discard, redrive, replay, rescue, restore } from "./commands/act";
import { adminBreakGlass } from "./commands/admin-break-glass";
import { adminDecryptKey } from "./commands/admin-decrypt-key";
import { adminKeys } from "./commands/admin-keys";
import { adminNewKey } from "./commands/admin-new-key";
import { adminRotateKey } from "./commands/admin-rotate-key";
import { alertAcknowledge } from "./commands/alert-acknowledge";
import { auditCoverage } from "./commands/audit-coverage";
import { auditExport } from "./commands/audit-export";
import { auditVerify } from "./commands/audit-verify";
import { billImport } from "./commands/bill-import";
import { call, operations } from "./commands/call";
import { configApply } from "./commands/config-apply";
import { configDiff } from "./commands/config-diff";
import { configDrift } from "./commands/config-drift";
import { configExport } from "./commands/config-export";
import { doctor } from "./commands/doctor";
import { evidence } from "./commands/evidence";
import { evidenceVerify } from "./commands/evidence-verify";
import { alerts, classes, messages, runs } from "./commands/lists";
import { losses } from "./commands/losses";
import { apply, planApply } from "./commands/plan-apply";
import { planCreate } from "./commands/plan-create";
import { planShow } from "./commands/plan-show";
import { review } from "./commands/review";
import { runCancel, runContinue, runPause, runRate, runResume, runUndo } from "./commands/run-steer";
import { runWait } from "./commands/run-wait";
import { thresholdsImport } from "./commands/thresholds-import";

/** All that `dlo` can do, in the order of the help. A new command is a file and a line here. */
export const COMMANDS: readonly Command[] = [
  classes,
  messages,
  redrive,
  discard,
  restore,
  rescue,
  replay,
  runs,
  alerts,
  alertAcknowledge,
  review,
  doctor,
  configExport,
  configDiff,
  configApply,
  configDrift,
  auditCoverage,
  auditVerify,
  auditExport,
  planCreate,
  planShow,
  planApply,
  apply,
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
  thresholdsImport,
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
