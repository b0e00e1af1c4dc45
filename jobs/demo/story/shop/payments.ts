import { PRODUCTION } from "../places";
import { type Draw, type Letter, type LineOfBusiness, read } from "./line-of-business";

/**
 * The payment provider allows so many calls a second. Refused captures go to the dead-letter queue with the refusal in
 * message attributes, and go through when they are sent again later.
 */
export const payments: LineOfBusiness = {
  queue: { name: "payments.fifo", account: PRODUCTION, region: "eu-central-1", maxReceiveCount: 4, retentionDays: 7 },
  letter: (draw) => capture(draw, "directbank"),
  judge: (letter) => {
    const isSecondTry = letter.attributes?.errorMessage !== undefined;
    return read(letter.body, "provider") === "rapidpay" && !isSecondTry ? { givesUpWith: throttled(letter) } : "done";
  },
  failures: [
    {
      name: "payment provider throttles",
      letter: (draw) => capture(draw, "rapidpay"),
      epitaph: throttled,
      past: [
        [10, 3],
        [9, 4],
        [3, 2],
      ],
      weight: 2,
    },
  ],
};

function capture(draw: Draw, provider: string): Letter {
  const body = {
    type: "PaymentCaptureRequested",
    paymentId: `pay-${draw.number}`,
    orderId: `ord-${draw.number - 5}`,
    provider,
    amountCents: 1000 + (draw.number % 400) * 25,
    currency: "EUR",
  };
  return { body: JSON.stringify(body), groupId: `cus-${1000 + (draw.number % 6)}` };
}

function throttled(letter: Letter): Letter {
  const errorMessage = `429 Too Many Requests from api.rapidpay.example for ${read(letter.body, "paymentId")}: retry after 12 s`;
  return { ...letter, attributes: { ...letter.attributes, errorType: "TooManyRequestsError", errorMessage } };
}
