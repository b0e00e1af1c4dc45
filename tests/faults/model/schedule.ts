import fc from "fast-check";
import type { FaultKind } from "@/simulator/faults";
import type { Way } from "../evidence";
import type { Draft } from "../stage";

/** The long form has more messages in each schedule. */
export const MESSAGE_COUNT = Number(process.env.DLO_FAULT_MESSAGES ?? 20);

/** Of 60 schedules, or of as many as `DLO_FAULT_SCHEDULES` says, this share of a thousand; one when a single one is played again. */
export function shareOf(ofThousand: number): number {
  if (process.env.DLO_FAULT_REPLAY) return 1;
  return Math.max(1, Math.round((ofThousand * Number(process.env.DLO_FAULT_SCHEDULES ?? 60)) / 1_000));
}

/** A rule of the simulator's fault table, for the queues of this schedule. */
export interface PlannedFault {
  readonly operation: string;
  readonly kind: FaultKind;
  /** The call of this kind that is struck first, and how many are. */
  readonly from: number;
  readonly count: number;
  /** partialBatch: entries; delayMs: milliseconds. */
  readonly size: number;
  readonly isAfterEffect: boolean;
}

const MISHAPS = [
  "crash",
  "freeze",
  "stop",
  "rival",
  "pause",
  "cancel",
  "stop-writes",
  "vanish",
  "snatch",
  "lose-receive",
  "delete-queue",
  "recreate-queue",
] as const;
/** What happens when a worker touches the world for the `at`th time, counted over all workers of the schedule. */
export interface Mishap {
  readonly kind: (typeof MISHAPS)[number];
  readonly at: number;
  readonly phase: "before" | "after";
}

export interface Schedule {
  readonly way: Way;
  readonly isFifo: boolean;
  readonly duplicates: "resend" | "hold";
  readonly ratePerSecond: number;
  readonly stages: readonly number[];
  readonly messages: readonly Draft[];
  /** How many of the messages are not chosen. */
  readonly strangerCount: number;
  readonly hasTwoOperators: boolean;
  /** The next worker takes over at once, while what the dead one held is still hidden. */
  readonly isHurried: boolean;
  readonly faults: readonly PlannedFault[];
  readonly mishaps: readonly Mishap[];
}

const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 20, unit: "grapheme-ascii" }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("ä€😀\u2028</script>", "\u0000".replace("\u0000", "\\u0000"), "12345678901234567890.0"),
  },
  { weight: 1, arbitrary: fc.constant("x".repeat(60_000)) },
);
const attribute = fc.constantFrom(
  { DataType: "String", StringValue: " v\t" },
  { DataType: "Number.int", StringValue: "12345678901234567890123456789012345678" },
  { DataType: "Binary.gif", BinaryValue: Buffer.from([0, 255, 1, 128, 10]).toString("base64") },
  { DataType: "String.x", StringValue: "ä😀" },
);
const attributes = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.dictionary(fc.constantFrom("a", "b.c", "D_1", "trace-id"), attribute, { maxKeys: 4 }) },
  {
    weight: 1,
    arbitrary: attribute.map((one) => Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`a${n}`, one]))),
  },
);
const draft: fc.Arbitrary<Draft> = fc.record({
  body: text,
  attributes,
  group: fc.nat({ max: 4 }),
  trace: fc.option(fc.constant("Root=1-5759e988-bd862e3fe1be46a994272793"), { nil: "" }),
});

/** Which kinds strike which call. Few strikes each: a run that is refused for ever has nothing more to show. */
const STRIKES: readonly (readonly [operation: string, weight: number, kinds: readonly FaultKind[]])[] = [
  [
    "sqs:SendMessageBatch",
    5,
    ["resetAfter", "resetBefore", "5xx", "throttle", "partialBatch", "expiredToken", "accessDenied", "delayMs"],
  ],
  [
    "sqs:DeleteMessageBatch",
    4,
    ["resetAfter", "resetBefore", "5xx", "throttle", "partialBatch", "expiredToken", "accessDenied", "delayMs"],
  ],
  [
    "sqs:ReceiveMessage",
    4,
    ["emptyReceive", "duplicateDelivery", "lateReceive", "throttle", "5xx", "overLimit", "expiredToken", "resetBefore"],
  ],
  ["sqs:ChangeMessageVisibilityBatch", 1, ["5xx", "partialBatch", "throttle"]],
  ["sqs:GetQueueAttributes", 1, ["throttle", "5xx", "resetBefore"]],
];
const fault: fc.Arbitrary<PlannedFault> = fc
  .oneof(
    ...STRIKES.map(([operation, weight, kinds]) => ({
      weight,
      arbitrary: fc.record({ operation: fc.constant(operation), kind: fc.constantFrom(...kinds) }),
    })),
  )
  .chain(({ operation, kind }) =>
    fc.record({
      operation: fc.constant(operation),
      kind: fc.constant(kind),
      from: fc.integer({ min: 1, max: 4 }),
      count: fc.integer({ min: 1, max: 2 }),
      size: fc.integer({ min: 1, max: 4 }),
      isAfterEffect: kind === "5xx" ? fc.boolean() : fc.constant(false),
    }),
  );

const mishap: fc.Arbitrary<Mishap> = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant("crash" as const) },
    { weight: 2, arbitrary: fc.constant("freeze" as const) },
    { weight: 10, arbitrary: fc.constantFrom(...MISHAPS) },
  ),
  at: fc.integer({ min: 1, max: 70 }),
  phase: fc.constantFrom("before", "after"),
});

/** Any schedule of so many messages on queues of this kind. */
export function schedules({
  messageCount,
  ways,
  isFifo,
  duplicates,
}: {
  readonly messageCount: number;
  readonly ways: readonly Way[];
  readonly isFifo: boolean;
  readonly duplicates: readonly Schedule["duplicates"][];
}): fc.Arbitrary<Schedule> {
  const count = { minLength: 1, maxLength: messageCount, size: "max" } as const;
  return fc.record({
    way: fc.constantFrom(...ways),
    isFifo: fc.constant(isFifo),
    duplicates: fc.constantFrom(...duplicates),
    ratePerSecond: fc.constantFrom(500, 500, 2_000, 2_000, 50),
    stages: fc.constantFrom([messageCount], [messageCount], [messageCount], [1], [1], [5, 5], [1, 10]),
    messages: fc.oneof(
      { weight: 4, arbitrary: fc.array(draft, { ...count, minLength: messageCount }) },
      { weight: 1, arbitrary: fc.array(draft, count) },
    ),
    strangerCount: fc.nat({ max: 4 }),
    hasTwoOperators: fc.nat({ max: 4 }).map((n) => n === 4),
    isHurried: fc.nat({ max: 7 }).map((n) => n === 7),
    faults: fc.array(fault, { maxLength: 3 }),
    mishaps: fc.array(mishap, { maxLength: 3 }),
  });
}
