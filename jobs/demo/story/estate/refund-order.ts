import { ensureMachine, task } from "./ensure-machine";
import type { Estate } from "./estate";

/** Find what was paid, and pay it back. Nothing is caught: what failed goes on at the state that failed, once that works again. */
const DEFINITION = {
  StartAt: "FindPayment",
  States: {
    FindPayment: task("find-payment", { ResultPath: "$.payment", Next: "PayBack" }),
    PayBack: task("pay-back", { ResultPath: "$.refund", End: true }),
  },
};

/** Makes the state machine, unless it is there. */
export function ensureRefunds(estate: Estate): Promise<void> {
  return ensureMachine(estate, "refund-order", DEFINITION);
}
