import { PRODUCTION } from "../places";
import { type Draw, type Letter, type LineOfBusiness, read } from "./line-of-business";

const TOPIC = `arn:aws:sns:eu-west-1:${PRODUCTION.awsAccountId}:shop-events`;
const MISSING_TEMPLATE = "order-shipped-nl";

/** Letters come through an SNS topic, in its envelope. One template was deleted; the messages do not say so. */
export const emails: LineOfBusiness = {
  queue: { name: "emails", account: PRODUCTION, region: "eu-west-1", maxReceiveCount: 3, retentionDays: 4 },
  letter: (draw) => notification(draw, draw.number % 2 ? "order-placed-de" : "order-shipped-de"),
  judge: ({ body }) => (read(String(read(body, "Message")), "template") === MISSING_TEMPLATE ? "fails" : "done"),
  failures: [
    {
      name: "template deleted",
      letter: (draw) => notification(draw, MISSING_TEMPLATE),
      past: [
        [16, 3],
        [12, 2],
        [8, 4],
        [4, 3],
        [2, 2],
      ],
      weight: 2,
    },
  ],
};

function notification(draw: Draw, template: string): Letter {
  const language = template.slice(-2);
  const email = {
    type: "EmailRequested",
    template,
    language,
    to: `customer${draw.number % 700}@shop.example`,
    orderId: `ord-${draw.number}`,
  };
  const envelope = {
    Type: "Notification",
    MessageId: `5c1e0d3a-7f42-4f3b-9d55-${String(draw.number).padStart(12, "0")}`,
    TopicArn: TOPIC,
    Subject: "EmailRequested",
    Message: JSON.stringify(email),
    Timestamp: "2026-01-01T00:00:00.000Z",
    SignatureVersion: "1",
    MessageAttributes: { eventType: { Type: "String", Value: "EmailRequested" } },
  };
  return { body: JSON.stringify(envelope) };
}
