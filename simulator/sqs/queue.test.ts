import fc from "fast-check";
import { expect, test } from "vitest";
import { changeVisibility, deleteByHandle, receiptHandleOf } from "./claims";
import type { Queue } from "./queue";
import { TestRegion } from "./test-region";

type Step =
  | { readonly kind: "send"; readonly group: number; readonly delaySeconds: number }
  | { readonly kind: "receive"; readonly limit: number; readonly visibilitySeconds: number }
  | { readonly kind: "delete" | "release"; readonly pick: number }
  | { readonly kind: "pass"; readonly seconds: number }
  | { readonly kind: "move" };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("send" as const), group: fc.nat(2), delaySeconds: fc.constantFrom(0, 0, 20) }),
    fc.record({
      kind: fc.constant("receive" as const),
      limit: fc.integer({ min: 1, max: 4 }),
      visibilitySeconds: fc.constantFrom(0, 15, 40),
    }),
    fc.record({ kind: fc.constantFrom("delete" as const, "release" as const), pick: fc.nat(30) }),
    fc.record({ kind: fc.constant("pass" as const), seconds: fc.constantFrom(5, 15, 70, 400) }),
    fc.constant({ kind: "move" as const }),
  ),
  { maxLength: 60, size: "max" },
);

/** Plays the steps on a queue with a dead-letter queue, retention ten minutes. */
function play(suffix: string, script: readonly Step[]) {
  const aws = new TestRegion();
  const dlq = aws.queue(`dlq${suffix}`, { MessageRetentionPeriod: "600" });
  const queue = aws.source(`orders${suffix}`, dlq, 3);
  aws.region.configure(queue, { MessageRetentionPeriod: "600" }, aws.now);
  const handles: string[] = [];
  let sentCount = 0;
  for (const step of script) {
    if (step.kind === "send") {
      const fifo = { MessageGroupId: `${step.group}`, MessageDeduplicationId: `${sentCount}` };
      aws.send(queue, `${sentCount++}`, suffix ? fifo : { DelaySeconds: step.delaySeconds });
    } else if (step.kind === "receive") {
      const messages = aws.receive(queue, step);
      handles.push(...messages.map((message) => receiptHandleOf(queue, message)));
    } else if (step.kind === "pass") aws.pass(step.seconds);
    else if (step.kind === "move")
      tolerating(() => aws.region.moveTasks.start(dlq, { senderId: "x", deniedArns: [], perSecond: 1 }, aws.now));
    else settleOne(aws, queue, handles[step.pick % (handles.length || 1)], step.kind);
  }
  return { aws, queue, dlq };
}

function settleOne(aws: TestRegion, queue: Queue, handle: string | undefined, kind: "delete" | "release"): void {
  if (!handle) return;
  tolerating(() =>
    kind === "delete" ? deleteByHandle(queue, handle, "someone", aws.now) : changeVisibility(queue, handle, 0, aws.now),
  );
}

/** Expired and outdated handles and second tasks are refused; what matters here is what that leaves behind. */
function tolerating(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error) || !/Param|NotInflight/.test(error.name)) throw error;
  }
}

test.each([
  ["standard", ""],
  ["FIFO", ".fifo"],
])("whatever happens to a %s queue, no message is lost or made from nothing", (_, suffix) => {
  fc.assert(
    fc.property(steps, (script) => {
      const { aws, queue, dlq } = play(suffix, script);

      for (const { name, store } of [queue, dlq]) {
        const inAndOut = aws.effects.filter((effect) => effect.queueName === name);
        const entered = inAndOut.filter((effect) => effect.action === "SendMessage").length;
        const { visible, inFlight, delayed } = store.counts;
        expect(store.size).toBe(2 * entered - inAndOut.length);
        expect(visible + inFlight + delayed).toBe(store.size);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["standard", ""],
  ["FIFO", ".fifo"],
])("whatever happened to a %s queue, all that is left comes out again, groups in order", (_, suffix) => {
  fc.assert(
    fc.property(steps, (script) => {
      const { aws, queue } = play(suffix, script);
      aws.region.configure(queue, { RedrivePolicy: "", MessageRetentionPeriod: "1209600" }, aws.now);
      aws.pass(60);

      const left = queue.store.size;
      const lastSequence = new Map<string, string>();
      let count = 0;
      for (let page = aws.receive(queue); page.length > 0; page = aws.receive(queue)) {
        for (const { groupId = "", sequenceNumber = "" } of page) {
          expect(sequenceNumber >= (lastSequence.get(groupId) ?? "")).toBe(true);
          lastSequence.set(groupId, sequenceNumber);
        }
        for (const message of page) deleteByHandle(queue, receiptHandleOf(queue, message), "someone", aws.now);
        count += page.length;
      }
      expect([count, queue.store.size]).toEqual([left, 0]);
    }),
    { numRuns: 500 },
  );
});
