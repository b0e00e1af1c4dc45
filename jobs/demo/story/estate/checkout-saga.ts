import { ensureMachine, task } from "./ensure-machine";
import type { Estate } from "./estate";

const GAVE_UP = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "ReleaseStock" }];

/** Reserve, capture, and when the payment fails: give the stock back and fail with what the payment failed with. */
const DEFINITION = {
  StartAt: "ReserveStock",
  States: {
    ReserveStock: task("reserve-stock", { ResultPath: "$.reservation", Next: "CapturePayment" }),
    CapturePayment: task("capture-payment", {
      ResultPath: "$.payment",
      Retry: [{ ErrorEquals: ["ProviderBusy"], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 2 }],
      Catch: GAVE_UP,
      Next: "Placed",
    }),
    ReleaseStock: task("release-stock", { ResultPath: "$.release", Next: "NotPlaced" }),
    NotPlaced: {
      Type: "Fail",
      Error: "CheckoutFailed",
      CausePath: "$.error.Cause",
    },
    Placed: { Type: "Succeed" },
  },
};

/** Makes the state machine, unless it is there. */
export function ensureSaga(estate: Estate): Promise<void> {
  return ensureMachine(estate, "checkout-saga", DEFINITION);
}
