const ACTIONS = ["reserve", "charge", "ship", "refund", "price", "merge", "notify", "close", "export", "verify"];
const THINGS = ["order", "invoice", "parcel", "basket", "voucher", "ledger", "contract", "address", "stock", "tariff"];
const REASONS = ["the column does not exist", "the upstream timed out", "the schema forbids it", "access was denied"];

/** So many different errors are in the bodies of one queue; a queue's classes are its own. */
const CLASSES_PER_QUEUE = ACTIONS.length * THINGS.length * REASONS.length;

/** The JSON body of the n-th message, about 500 bytes. Which of its queue's errors it has looks like chance; its words differ each time. */
export function failedOrder(n: number): string {
  const failure = scattered(n) % CLASSES_PER_QUEUE;
  const action = ACTIONS[failure % ACTIONS.length];
  const thing = THINGS[Math.floor(failure / ACTIONS.length) % THINGS.length];
  const reason = REASONS[Math.floor(failure / (ACTIONS.length * THINGS.length))];
  return JSON.stringify({
    type: "OrderPlaced",
    errorType: "OrderError",
    errorMessage: `Cannot ${action} the ${thing} ${100_000 + n} of customer ${n % 977}: ${reason} at 10.0.${n % 250}.7`,
    customer: { id: `cu-${n % 50_000}`, name: `Customer ${n % 50_000}`, tier: n % 3 === 0 ? "gold" : "plain" },
    items: [0, 1].map((i) => ({ sku: `S-${n % 4_000}-${i}`, count: 1 + (n % 5), cents: 990 + (n % 700) })),
    placedAt: new Date(1_790_000_000_000 + n * 1000).toISOString(),
    note: `please leave it with neighbour ${n % 90} if nobody answers the door between nine and noon`,
  });
}

/** Neighbours land far from each other, the same on every machine. */
function scattered(n: number): number {
  return Math.imul(n ^ 0x5bd1, 0x9e3779b1) >>> 12;
}
