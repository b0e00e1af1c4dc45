import { CreateArchiveCommand, PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import { EAST } from "../fleet-accounts";
import { bus, nightly, rule, toFunction, topic, toQueue } from "../make-events";
import { lambda, listensToRules } from "../make-functions";
import { deadLetterQueue, onCallTopic, pair, queue } from "../make-queues";
import { undelivered } from "../sound-estate";
import { type Plant, plant, ruleArnIn } from "./plant";

/** In the same two hours of every day for a fortnight, so that there is a rhythm, and none since. */
const BEFORE_THE_RENAMING = Array.from({ length: 14 }, (_, day) => [9.5 + day, 9.4583 + day]).flat();

/** What vanishes between buses, topics, schedules and their targets. */
export const EVENT_HOLES: readonly Plant[] = [
  plant({
    rule: "failure-destination-gone",
    account: "checkout-prd",
    kind: "rule",
    name: "checkout-refunds",
    part: "refunds",
    why: "somebody tidied up an empty dead-letter queue",
    make: (site) =>
      rule(site, "checkout-refunds", {
        targets: [toQueue(site, "refunds", "checkout-commands", "checkout-refunds-dlq")],
      }),
  }),
  plant({
    rule: "target-gone",
    account: "catalog-prd",
    kind: "rule",
    name: "catalog-feed",
    part: "feed",
    why: "the old feed was switched off, the rule that fed it was not",
    make: (site) =>
      rule(site, "catalog-feed", { targets: [toQueue(site, "feed", "catalog-feed-v1", undelivered(site))] }),
  }),
  plant({
    rule: "dlq-refuses-sender",
    account: "search-prd",
    kind: "queue",
    name: "search-changes-dlq",
    part: ruleArnIn("search-prd", "search-changes"),
    why: "made in the console, which adds no policy for a rule",
    make: async (site) => {
      await deadLetterQueue(site, "search-changes-dlq", { attributes: { Policy: "" } });
      await rule(site, "search-changes", {
        targets: [toQueue(site, "changes", "search-commands", "search-changes-dlq")],
      });
    },
  }),
  plant({
    rule: "target-without-dlq",
    account: "media-prd",
    kind: "rule",
    name: "media-uploads",
    part: "uploads",
    why: "the first rule of the team, never looked at again",
    make: (site) => rule(site, "media-uploads", { targets: [toQueue(site, "uploads", "media-commands")] }),
  }),
  plant({
    rule: "retry-policy-zero",
    account: "crm-prd",
    kind: "rule",
    name: "crm-leads",
    part: "leads",
    why: "retries were taken for the cause of duplicates",
    make: (site) => {
      const target = toQueue(site, "leads", "crm-commands", undelivered(site));
      return rule(site, "crm-leads", { targets: [{ ...target, RetryPolicy: { MaximumRetryAttempts: 0 } }] });
    },
  }),
  plant({
    rule: "rule-gone-silent",
    account: "search-eng",
    kind: "rule",
    name: "search-clicks",
    why: "the web shop renamed its event source nine days ago",
    make: (site) =>
      rule(site, "search-clicks", {
        targets: [toQueue(site, "clicks", "search-commands", undelivered(site))],
        matchedDaysAgo: BEFORE_THE_RENAMING,
      }),
  }),
  plant({
    rule: "one-message-group",
    account: "platform-prd",
    kind: "rule",
    name: "audit-to-ledger",
    part: "ledger",
    why: "order was wanted for everything at once",
    make: async (site) => {
      await deadLetterQueue(site, undelivered(site));
      await deadLetterQueue(site, "entries-dlq.fifo");
      await queue(site, "entries.fifo", { deadLetters: "entries-dlq.fifo" });
      const target = toQueue(site, "ledger", "entries.fifo", undelivered(site));
      await rule(site, "audit-to-ledger", { targets: [{ ...target, SqsParameters: { MessageGroupId: "all" } }] });
    },
  }),
  plant({
    rule: "bus-open-to-all",
    account: "sandbox-eng",
    kind: "bus",
    name: "hackathon",
    why: "a weekend, and nobody wanted to collect account numbers",
    make: async (site) => {
      await bus(site, "hackathon");
      const anybody = { Action: "events:PutEvents", Principal: "*", StatementId: "everybody" };
      await site.events.send(new PutPermissionCommand({ EventBusName: "hackathon", ...anybody }));
    },
  }),
  plant({
    rule: "archive-without-retention",
    account: "dead-letters-prd",
    kind: "archive",
    name: "everything",
    why: "kept for an audit two years ago",
    make: async (site) => {
      const EventSourceArn = site.arn("events", "event-bus/default");
      await site.events.send(new CreateArchiveCommand({ ArchiveName: "everything", EventSourceArn }));
    },
  }),
  plant({
    rule: "subscription-without-dlq",
    account: "partners-prd",
    region: EAST,
    kind: "subscription",
    name: "partners-prices/partners-price-board",
    why: "the second Region was copied by hand",
    make: async (site) => {
      await onCallTopic(site);
      await pair(site, "partners-price-board");
      await topic(site, "partners-prices", "partners-price-board");
    },
  }),
  plant({
    rule: "async-function-without-destination",
    account: "finance-prd",
    kind: "function",
    name: "finance-payout",
    part: "$LATEST",
    why: "the rule has a dead-letter queue, so the function was thought to need none",
    make: async (site) => {
      await lambda(site, "finance-payout");
      await listensToRules(site, "finance-payout");
      await rule(site, "finance-payouts", {
        targets: [toFunction(site, "payout", "finance-payout", undelivered(site))],
      });
    },
  }),
  plant({
    rule: "schedule-without-dlq",
    account: "checkout-sat",
    kind: "schedule",
    name: "checkout-close-carts",
    why: "it was a cron job on a server before",
    make: async (site) => nightly(site, "checkout-close-carts", "checkout-imports"),
  }),
];
