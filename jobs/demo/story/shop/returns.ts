import { ACCEPTANCE } from "../places";
import { type Draw, type Letter, type LineOfBusiness, pick } from "./line-of-business";

/** Almost two weeks ago the consumer lost a permission. It has it back; what it left behind is about to expire. */
export const RETURNS_AGE_HOURS = 13 * 24 + 9;

export const returns: LineOfBusiness = {
  queue: { name: "returns", account: ACCEPTANCE, region: "eu-central-1", maxReceiveCount: 3, retentionDays: 14 },
  letter: (draw) => returnOf(draw),
  judge: () => "done",
  failures: [
    {
      name: "key policy forgot the consumer (repaired)",
      letter: (draw) =>
        returnOf(draw, {
          attempts: 3,
          lastError: {
            name: "AccessDeniedException",
            message: `User: arn:aws:sts::${ACCEPTANCE.awsAccountId}:assumed-role/returns-consumer/task-${draw.number} is not authorized to perform: kms:Decrypt because no identity-based policy allows the kms:Decrypt action`,
          },
        }),
      past: [
        [RETURNS_AGE_HOURS, 9],
        [RETURNS_AGE_HOURS - 2, 16],
        [RETURNS_AGE_HOURS - 5, 12],
      ],
      weight: 0,
    },
  ],
};

function returnOf(draw: Draw, more: object = {}): Letter {
  const reason = pick(["too small", "damaged", "changed my mind"], draw.chance());
  const body = {
    type: "ReturnRequested",
    returnId: `ret-${draw.number}`,
    orderId: `ord-${draw.number - 900}`,
    reason,
    ...more,
  };
  return { body: JSON.stringify(body) };
}
