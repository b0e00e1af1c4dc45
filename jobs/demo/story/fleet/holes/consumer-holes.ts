import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { CreateEventSourceMappingCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { WEST } from "../fleet-accounts";
import { pipe } from "../make-events";
import { consumes, lambda } from "../make-functions";
import { deadLetterQueue, pair, queue } from "../make-queues";
import type { Site } from "../site";
import { type Plant, plant } from "./plant";

const SLOW_SECONDS = 20;
const BIG_ORDERS = JSON.stringify({ body: { amount: [{ numeric: [">", 1000] }] } });

/** A pair of queues and the function that consumes it. */
async function consumed(site: Site, fn: string, name: string, more: Parameters<typeof consumes>[3] = {}) {
  await pair(site, name);
  await lambda(site, fn);
  consumes(site, fn, name, more);
}

async function stream(site: Site, StreamName: string): Promise<string> {
  await site.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  return site.arn("kinesis", `stream/${StreamName}`);
}

/** What is lost or repeated where functions and pipes consume. */
export const CONSUMER_HOLES: readonly Plant[] = [
  plant({
    rule: "dlq-elsewhere",
    account: "logistics-prd",
    kind: "function",
    name: "logistics-label-printer",
    part: "async",
    why: "the queue stayed behind when the function moved to another Region",
    make: (site) => {
      const deadLetterArn = site.arn("sqs", "logistics-exports-dlq").replace(`:${site.region}:`, `:${WEST}:`);
      return lambda(site, "logistics-label-printer", { deadLetterArn });
    },
  }),
  plant({
    rule: "dlq-wrong-type",
    account: "partners-prd",
    kind: "function",
    name: "partners-quote",
    part: "async",
    why: "the queue was meant to keep failures in order",
    make: async (site) => {
      await deadLetterQueue(site, "partners-quote-dlq.fifo");
      await lambda(site, "partners-quote", { deadLetterArn: site.arn("sqs", "partners-quote-dlq.fifo") });
    },
  }),
  plant({
    rule: "pipe-without-destination",
    account: "catalog-sat",
    kind: "pipe",
    name: "catalog-views",
    why: "copied from a pipe that reads a queue",
    make: async (site) => {
      const KinesisStreamParameters = { StartingPosition: "LATEST" as const };
      pipe(site, "catalog-views", await stream(site, "catalog-views"), "catalog-commands", { KinesisStreamParameters });
    },
  }),
  plant({
    rule: "stream-mapping-without-destination",
    account: "search-sat",
    kind: "mapping",
    name: "search-click-counter/search-clicks",
    why: "nobody expected a click to be unreadable",
    make: async (site) => {
      const EventSourceArn = await stream(site, "search-clicks");
      await lambda(site, "search-click-counter");
      site.timetable.today(async () => {
        const wish = { FunctionName: "search-click-counter", EventSourceArn, StartingPosition: "LATEST" as const };
        await site.lambda.send(new CreateEventSourceMappingCommand(wish));
      });
    },
  }),
  plant({
    rule: "queue-without-dlq",
    account: "logistics-sat",
    kind: "queue",
    name: "logistics-tracking",
    why: "the redrive policy was forgotten in acceptance",
    make: async (site) => {
      await queue(site, "logistics-tracking");
      await lambda(site, "logistics-tracker");
      consumes(site, "logistics-tracker", "logistics-tracking");
    },
  }),
  plant({
    rule: "visibility-too-short",
    account: "partners-sat",
    kind: "queue",
    name: "partners-contracts",
    why: "the function's time-out was raised, the queue stayed as it was",
    make: async (site) => {
      await pair(site, "partners-contracts");
      await lambda(site, "partners-contract-reader");
      const slower = { FunctionName: "partners-contract-reader", Timeout: SLOW_SECONDS };
      consumes(site, slower.FunctionName, "partners-contracts", {}, () =>
        site.lambda.send(new UpdateFunctionConfigurationCommand(slower)),
      );
    },
  }),
  plant({
    rule: "filter-deletes",
    account: "finance-sat",
    kind: "mapping",
    name: "finance-big-orders/finance-orders",
    why: "meant as a filter, works as a bin",
    make: (site) =>
      consumed(site, "finance-big-orders", "finance-orders", {
        FilterCriteria: { Filters: [{ Pattern: BIG_ORDERS }] },
      }),
  }),
  plant({
    rule: "mapping-disabled",
    account: "catalog-eng",
    kind: "mapping",
    name: "catalog-thumbnailer/catalog-thumbnails",
    why: "switched off for an afternoon, in spring",
    make: (site) => consumed(site, "catalog-thumbnailer", "catalog-thumbnails", { Enabled: false }),
  }),
  plant({
    rule: "batch-without-item-failures",
    account: "finance-eng",
    kind: "mapping",
    name: "finance-booker/finance-bookings",
    why: "older than the feature",
    make: (site) => consumed(site, "finance-booker", "finance-bookings", { FunctionResponseTypes: undefined }),
  }),
  plant({
    rule: "dlq-with-consumer",
    account: "media-eng",
    kind: "queue",
    name: "media-transcodes-dlq",
    why: "a function that only logs was to keep the queue empty",
    make: async (site) => {
      await pair(site, "media-transcodes");
      await lambda(site, "media-sweeper");
      consumes(site, "media-sweeper", "media-transcodes-dlq");
    },
  }),
];
