import { PRODUCTION } from "../places";
import { type Draw, type Letter, type LineOfBusiness, read } from "./line-of-business";

/** Its dead-letter queue is not indexed: how many there are is known, what they are is not. */
export const newsletter: LineOfBusiness = {
  queue: {
    name: "newsletter",
    account: PRODUCTION,
    region: "eu-west-1",
    maxReceiveCount: 2,
    retentionDays: 1,
    deadLetterRetentionDays: 4,
  },
  letter: (draw) => issue(draw, "active"),
  judge: ({ body }) => (read(body, "segment") === "dormant" ? "fails" : "done"),
  failures: [
    {
      name: "dormant readers",
      letter: (draw) => issue(draw, "dormant"),
      past: [
        [22, 14],
        [21, 12],
      ],
      weight: 0,
    },
  ],
};

function issue(draw: Draw, segment: string): Letter {
  return { body: JSON.stringify({ type: "NewsletterDue", issue: "2026-47", segment, readerId: `rdr-${draw.number}` }) };
}
