import { expect, test } from "vitest";
import { type BatchMate, markBystanders } from "./mark-bystanders";

const at = (ms: number) => new Date(Date.UTC(2026, 10, 21, 2, 41) + ms);
const aMate = (id: string, ms: number, over: Partial<BatchMate> = {}): BatchMate => ({
  id,
  messageId: `m-${id}`,
  messageType: "order",
  shape: "{}",
  receives: 3,
  firstReceivedAt: at(ms),
  sentAt: at(ms - 50),
  log: "unknown",
  logText: "",
  ...over,
});
const culprit = { log: "names-it", logText: "no street" } as const;
const refund = { messageType: "refund" };
const marked = (batchSize: number, ...mates: BatchMate[]) => [
  ...markBystanders(mates, { batchSize, batchWindowSeconds: null }).keys(),
];

test("who was in one batch with a message that the log names was dragged along, with that as the reason", () => {
  const found = markBystanders([aMate("a", 0, culprit), aMate("b", 20, { log: "not-it" })], {
    batchSize: 10,
    batchWindowSeconds: null,
  });

  expect([...found]).toEqual([
    ["b", "was in one batch with m-a, which an error in the log of its consumer names: no street"],
  ]);
});

test("who was not looked for is only cleared when its kind never failed without such a culprit", () => {
  const batch = [aMate("a", 0, culprit), aMate("like-a", 10), aMate("other", 20, refund)];

  expect(marked(10, ...batch)).toEqual(["other"]);
  expect(marked(10, ...batch, aMate("alone", 9_000, refund))).toEqual([]);
});

test("without the log, the few of a kind that fails alone too drag the others along", () => {
  const batch = [aMate("odd", 0, refund), aMate("x", 0), aMate("y", 0), aMate("z", 0)];

  expect(marked(10, ...batch)).toEqual([]);
  expect(marked(10, ...batch, aMate("alone", 9_000, refund))).toEqual(["x", "y", "z"]);
  expect(marked(10, ...batch.slice(0, 2), aMate("alone", 9_000, refund))).toEqual([]);
});

test("whom the log clears is marked, also where nobody can tell the batches apart", () => {
  const mates = [0, 40, 80].map((ms) => aMate(`${ms}`, ms, ms === 40 ? { log: "cleared" } : { log: "not-it" }));
  const reasons = markBystanders([...mates, aMate("a", 81, culprit)], { batchSize: 2, batchWindowSeconds: 5 });

  expect([...reasons]).toEqual([
    ["40", "was in one batch with another message, which an error in the log of its consumer names"],
  ]);
});

test.each([
  ["another moment", 10, [aMate("a", 0, culprit), aMate("b", 60, { log: "not-it" })]],
  [
    "moments that run into each other",
    10,
    [0, 40, 80].map((ms) => aMate(`${ms}`, ms, ms === 0 ? culprit : { log: "not-it" })),
  ],
  ["more than fit into a batch", 2, [0, 1, 2].map((ms) => aMate(`${ms}`, ms, ms === 0 ? culprit : { log: "not-it" }))],
  ["an error that may be its own", 10, [aMate("a", 0, culprit), aMate("b", 0, { log: "maybe", ...refund })]],
])("%s clears nobody", (_, batchSize, mates) => {
  expect(marked(batchSize, ...mates)).toEqual([]);
});

test("where batches are waited for to fill, seconds may lie between their messages, and the log alone clears", () => {
  const waitedFor = { batchSize: 10, batchWindowSeconds: 5 };
  const batch = [aMate("a", 0, culprit), aMate("b", 3_000, { log: "not-it" }), aMate("c", 4_000, refund)];
  const odd = [aMate("odd", 9_999, refund), aMate("d", 20_000, refund), aMate("x", 20_000), aMate("y", 20_000)];

  expect([...markBystanders(batch, waitedFor).keys()]).toEqual(["b"]);
  expect(markBystanders(odd, waitedFor).size).toBe(0);
});

test("where SQS does not say when it was received, sent within a second and received as often is one batch", () => {
  const unsaid = { firstReceivedAt: null };
  const [a, b] = [aMate("a", 0, { ...unsaid, ...culprit }), aMate("b", 900, { ...unsaid, log: "not-it" })];

  expect(marked(10, a, b)).toEqual(["b"]);
  expect(marked(10, a, { ...b, receives: 4 })).toEqual([]);
  expect(marked(10, { ...a, sentAt: null }, { ...b, sentAt: null })).toEqual([]);
});
