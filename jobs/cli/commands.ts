import type { Command } from "./command";
import { accounts } from "./commands/accounts";
import { auditCoverage } from "./commands/audit-coverage";
import { call, operations } from "./commands/call";
import { configApply } from "./commands/config-apply";
import { configDiff } from "./commands/config-diff";
import { configDrift } from "./commands/config-drift";
import { configExport } from "./commands/config-export";
import { losses } from "./commands/losses";

/** All that `dlo` can do, in the order of the help. A new command is a file and a line here. */
export const COMMANDS: readonly Command[] = [
  configExport,
  configDiff,
  configApply,
  configDrift,
  auditCoverage,
  losses,
  accounts,
  call,
  operations,
];
