import { type CostFormula, costLine, input, NOT_MEASURED, sumOf, told, unpriced } from "./meter";

const ONE_CHUNK = input("64 KiB in an event", 1, "assumption: CloudWatch does not tell how big events are");

/** Events are billed when they are put; only those that matched a rule are told by bus. */
export const busCost: CostFormula = (part, use, prices) => {
  const most = sumOf(use, "matchedMost") ?? 0;
  const all = sumOf(use, "matched") ?? 0;
  return [
    costLine(
      part,
      {
        item: "EventBridge events",
        priceKey: "events.custom",
        units: use.isRead ? { low: part.facts.isDefaultBus ? 0 : most, high: all } : null,
        text: "events × price: at least those of the rule that matched most, at most those of all rules together",
        inputs: [
          told(use, "matchedMost", "events that the busiest rule matched", "MatchedEvents"),
          told(use, "matched", "events that its rules matched", "MatchedEvents"),
          ONE_CHUNK,
        ],
        note: use.isRead ? busNote(part.facts.isDefaultBus ?? false) : NOT_MEASURED,
      },
      prices,
    ),
  ];
};

function busNote(isDefaultBus: boolean): string {
  const unmatched = "Events that no rule matched are not measured: they come on top.";
  return isDefaultBus ? `Events of AWS services cost nothing and cannot be told apart. ${unmatched}` : unmatched;
}

/** Matching costs nothing; deliveries to another account's bus and to API destinations do, retries do not. */
export const ruleCost: CostFormula = (part, use, prices) => {
  const { crossAccountCount = 0, apiDestinationCount = 0, targetCount = 0 } = part.facts;
  const billed = [
    { count: crossAccountCount, priceKey: "events.cross-account", item: "EventBridge, to another account" },
    { count: apiDestinationCount, priceKey: "events.api-destinations", item: "EventBridge API destinations" },
  ].filter(({ count }) => count > 0);
  const succeeded = sumOf(use, "ruleSucceeded") ?? 0;
  return billed.map(({ count, priceKey, item }) =>
    costLine(
      part,
      {
        item,
        priceKey,
        units: use.isRead ? { low: count === targetCount ? succeeded : 0, high: succeeded } : null,
        text: "deliveries × price",
        inputs: [
          told(use, "ruleSucceeded", "deliveries", "SuccessfulInvocationAttempts"),
          input("such targets", count, "the rule's configuration"),
          input("targets", targetCount, "the rule's configuration"),
          ONE_CHUNK,
        ],
        note: use.isRead
          ? count === targetCount
            ? null
            : "CloudWatch does not tell deliveries by target."
          : NOT_MEASURED,
      },
      prices,
    ),
  );
};

/** What it keeps costs by the month, 30 days long. */
export const archiveCost: CostFormula = (part, use, prices) => {
  const { sizeBytes } = part.facts;
  const units = sizeBytes == null ? null : (sizeBytes * use.dayCount) / 30;
  return [
    costLine(
      part,
      {
        item: "EventBridge archive, kept",
        priceKey: "events.archive.storage",
        units: units === null ? null : { low: units, high: units },
        text: "size × days ÷ 30 × price",
        inputs: [
          input("size", sizeBytes ?? null, "DescribeArchive, up to a day old; taken for the whole time", "bytes"),
          input("days", use.dayCount, "the time that this is about"),
        ],
        note: units === null ? "How much it holds was not read." : "Not in it: what taking events in costs.",
      },
      prices,
    ),
  ];
};

export const pipeCost: CostFormula = (part, use, prices) => {
  const invocations = sumOf(use, "invocations") ?? 0;
  return [
    costLine(
      part,
      {
        item: "EventBridge Pipes requests",
        priceKey: "pipes.requests",
        units: use.isRead ? { low: invocations, high: invocations * 10 } : null,
        text: "invocations × events in a batch × price",
        inputs: [
          told(use, "invocations", "invocations", "Invocations"),
          input("events in a batch", 10, "assumption: between 1 and 10"),
          ONE_CHUNK,
        ],
        note: use.isRead ? null : NOT_MEASURED,
      },
      prices,
    ),
  ];
};

export const scheduleCost: CostFormula = (part) => [
  unpriced(part, "EventBridge Scheduler invocations", "Invocations of schedules are not measured."),
];
