import { Session } from "node:inspector/promises";
import { test } from "vitest";
import { DEFAULT_RULES } from "@/lib/core/privacy/masking-rule";
import { openKeyring } from "@/lib/db/keyring";
import { failedOrder } from "@/tests/bench/understanding/bodies";
import { understand } from "../collecting/understand";
import { maskingBy } from "./masking";

const keyring = openKeyring(Buffer.alloc(32, 7).toString("base64"));
keyring.unlock(Buffer.alloc(32, 9));
const queue = {
  id: "que_1",
  accountId: "acc_1",
  region: "eu-central-1",
  arn: "arn:aws:sqs:eu-central-1:111122223333:x-dlq",
  url: "",
  name: "x-dlq",
  capture: "whole",
  isFifo: false,
  retentionSeconds: 1209600,
} as never;
const graph = {
  queueArn: "arn:aws:sqs:eu-central-1:111122223333:x-dlq",
  knownSourceQueueArns: ["arn:aws:sqs:eu-central-1:111122223333:x"],
} as never;
const withMail = (n: number) =>
  JSON.stringify({
    ...JSON.parse(failedOrder(n)),
    customer: { name: `Customer ${n}`, email: `c${n}@example.com`, phone: "+49 170 1234567" },
    errorMessage: `no account for c${n}@example.com at order ${n}`,
  });
test("prof", { timeout: 300000 }, async () => {
  const masking = maskingBy(keyring, { rules: DEFAULT_RULES });
  const run = () => {
    for (let n = 0; n < 5000; n++)
      understand(
        {
          messageId: `m${n}`,
          receiptHandle: "",
          body: withMail(n),
          attributes: {},
          system: { SentTimestamp: "1790000000000", ApproximateReceiveCount: "4" },
        } as never,
        queue,
        graph,
        { now: new Date(), messageRowId: `msg_${n}`, classId: `cls_${n}`, rules: [], masking },
      );
  };
  run();
  const s = new Session();
  s.connect();
  await s.post("Profiler.enable");
  await s.post("Profiler.setSamplingInterval", { interval: 500 });
  await s.post("Profiler.start");
  const at = performance.now();
  run();
  const took = performance.now() - at;
  const { profile } = await s.post("Profiler.stop");
  const self = new Map<string, number>();
  const byId = new Map(profile.nodes.map((n) => [n.id, n]));
  for (const [i, id] of (profile.samples ?? []).entries()) {
    const f = byId.get(id)!.callFrame;
    const k = `${f.functionName} ${f.url.split("/").slice(-2).join("/")}`;
    self.set(k, (self.get(k) ?? 0) + (profile.timeDeltas?.[i] ?? 0));
  }
  console.log(
    took.toFixed(0),
    [...self]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 16)
      .map(([k, v]) => `\n   ${(v / 1000).toFixed(0)} ${k}`)
      .join(""),
  );
});
