import { BLIND } from "../places";
import { type Draw, type Letter, type LineOfBusiness, read } from "./line-of-business";

/** In a Region that the read role does not reach: nobody can say how many wait here. */
export const refunds: LineOfBusiness = {
  queue: { name: "refunds", account: BLIND.account, region: BLIND.blindRegion, maxReceiveCount: 3, retentionDays: 4 },
  letter: (draw) => refund(draw, "EUR"),
  judge: ({ body }) => (read(body, "currency") === null ? "fails" : "done"),
  failures: [{ name: "no currency", letter: (draw) => refund(draw, null), past: [[5, 7]], weight: 0 }],
};

function refund(draw: Draw, currency: string | null): Letter {
  return {
    body: JSON.stringify({
      type: "RefundDue",
      refundId: `rf-${draw.number}`,
      amountCents: 500 + draw.number,
      currency,
    }),
  };
}
