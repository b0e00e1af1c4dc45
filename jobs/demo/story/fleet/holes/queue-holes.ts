import { deadLetterQueue, pair, queue } from "../make-queues";
import { type Plant, plant } from "./plant";

const FOUR_DAYS = `${4 * 86_400}`;

/** What is seen late or too early at dead-letter queues. */
export const QUEUE_HOLES: readonly Plant[] = [
  plant({
    rule: "dlq-retention-too-short",
    account: "checkout-eng",
    kind: "queue",
    name: "checkout-carts-dlq",
    why: "the default of SQS, for both queues",
    make: (site) => pair(site, "checkout-carts", { attributes: { MessageRetentionPeriod: FOUR_DAYS } }),
  }),
  plant({
    rule: "dlq-without-alarm",
    account: "logistics-eng",
    kind: "queue",
    name: "logistics-pickups-dlq",
    why: "alarms were to follow",
    make: (site) => pair(site, "logistics-pickups", { alarmOn: null }),
  }),
  plant({
    rule: "dlq-alarm-on-sent",
    account: "crm-sat",
    kind: "queue",
    name: "crm-contacts-dlq",
    why: "the metric's name promises more than it does",
    make: (site) => pair(site, "crm-contacts", { alarmOn: "NumberOfMessagesSent" }),
  }),
  plant({
    rule: "max-receive-count-one",
    account: "partners-eng",
    kind: "queue",
    name: "partners-webcalls",
    why: "fail fast, said the review",
    make: (site) => pair(site, "partners-webcalls", { maxReceiveCount: 1 }),
  }),
  plant({
    rule: "dlq-shared",
    account: "platform-prd",
    kind: "queue",
    name: "leftovers-dlq",
    why: "one queue for two teams saved a ticket",
    make: async (site) => {
      await deadLetterQueue(site, "leftovers-dlq");
      for (const team of ["checkout", "finance"])
        await queue(site, `${team}-exchange`, {
          deadLetters: "leftovers-dlq",
          tags: { ...site.tags, team, owner: `${team}-team` },
        });
    },
  }),
];
