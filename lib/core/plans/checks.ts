import type { CheckFacts } from "./check";
import { CONSUMER_RULES } from "./checks/consumer";
import { DESTINATION_RULES } from "./checks/destination";
import { FIFO_RULES } from "./checks/fifo";
import { GATE_RULES } from "./checks/gate";
import { HISTORY_RULES } from "./checks/history";
import { PERMISSION_RULES } from "./checks/permission";
import { QUEUE_RULES } from "./checks/queue";
import { VAULT_RULES } from "./checks/vault";
import { LOSS_RULES } from "./loss-checks";
import type { CheckSet } from "./run-checks";

/** The checks of a plan about a dead-letter queue; docs/checks.md says what each looks at. */
export const QUEUE_CHECKS: CheckSet<CheckFacts> = {
  rules: {
    ...GATE_RULES,
    ...HISTORY_RULES,
    ...PERMISSION_RULES,
    ...QUEUE_RULES,
    ...DESTINATION_RULES,
    ...CONSUMER_RULES,
    ...FIFO_RULES,
    ...VAULT_RULES,
    ...LOSS_RULES,
  },
  overridable: ["gate", "came-back", "still-named", "second-copy"],
};
