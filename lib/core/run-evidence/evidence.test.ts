import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalPlan } from "../plans/plan-hash";
import { countersFrom } from "../runs/item";
import {
  type ChainedItem,
  type EvidenceHeader,
  type EvidenceItem,
  evidenceFaults,
  firstDigest,
  nextDigest,
} from "./evidence";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const item = (position: number, over: Partial<EvidenceItem> = {}): EvidenceItem => ({
  position,
  stage: 1,
  messageId: `m-${position}`,
  bodySha256: sha256(`body ${position}`),
  destinationArn: "arn:aws:sqs:eu-central-1:111111111111:orders",
  editedSha256: null,
  state: "deleted",
  outcome: "gone",
  reason: null,
  attempt: 1,
  sendStartedAt: "2026-11-21T03:00:00.000Z",
  sentAt: "2026-11-21T03:00:01.000Z",
  deletedAt: "2026-11-21T03:00:02.000Z",
  returnedAt: null,
  destinationMessageId: `d-${position}`,
  ...over,
});

function aFile(items = [item(1), item(2, { state: "rejected", outcome: null }), item(3)]) {
  const plan: Omit<EvidenceHeader["plan"], "hash"> = {
    action: "redrive",
    driver: "mover",
    terms: {
      stages: [1, 2],
      stageObservationSeconds: 90,
      returnThresholdPercent: 5,
      ratePerSecond: 10,
      duplicates: "resend",
      itemOrder: "oldest-first",
      doesMark: false,
      overrides: [{ check: "gate", reason: "mended by hand" }],
    },
    configuration: { "orders: created": "2026-01-01T00:00:00.000Z" },
  };
  const counters = countersFrom(items.map(({ state, outcome }) => ({ state, outcome, count: 1 })));
  const header = {
    run: { id: "run_1", state: "done", counters },
    plan: { ...plan, hash: `sha256:${sha256(canonicalPlan(plan, items))}` },
  };
  let digest = firstDigest(header, sha256);
  const chained = items.map((one): ChainedItem => {
    digest = nextDigest(digest, one, sha256);
    return { ...one, digest };
  });
  return { header, items: chained, head: digest };
}

test("a file as it was exported has no fault, also after a trip through JSON", () => {
  expect(evidenceFaults(JSON.parse(JSON.stringify(aFile())), sha256)).toEqual([]);
});

test.each<[string, (file: ReturnType<typeof aFile>) => unknown, RegExp]>([
  [
    "an outcome made better",
    ({ items }) => Object.assign(items[1] ?? {}, { state: "deleted", outcome: "gone" }),
    /breaks at position 2/,
  ],
  ["a line taken out", ({ items }) => items.splice(1, 1), /breaks at position 3/],
  ["lines cut off at the end", ({ items }) => items.splice(2), /lines are missing at the end/],
  ["two lines in another order", ({ items }) => items.reverse(), /breaks at position 3/],
  ["a counter made better", ({ header }) => Object.assign(header.run.counters, { gone: 3 }), /breaks at position 1/],
  ["another plan's hash", ({ header }) => Object.assign(header.plan, { hash: "sha256:0" }), /do not make the hash/],
  ["another rate", ({ header }) => Object.assign(header.plan.terms, { ratePerSecond: 500 }), /do not make the hash/],
])("%s is noticed", (_, change, fault) => {
  const file = aFile();
  change(file);
  expect(evidenceFaults(file, sha256).join("; ")).toMatch(fault);
});
