import { test } from "vitest";
import { DEFAULT_RULES } from "@/lib/core/privacy/masking-rule";
import { auditMac } from "@/lib/db/audit-mac";
import { openKeyring } from "@/lib/db/keyring";
import { failedOrder } from "@/tests/bench/understanding/bodies";
import { understand } from "../collecting/understand";
import { showBody } from "../failures/show-body";
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

function run(bodies: string[], rules: typeof DEFAULT_RULES) {
  const masking = maskingBy(keyring, { rules });
  const at = performance.now();
  for (const [n, body] of bodies.entries())
    understand(
      {
        messageId: `m${n}`,
        receiptHandle: "",
        body,
        attributes: {},
        system: { SentTimestamp: "1790000000000", ApproximateReceiveCount: "4" },
      } as never,
      queue,
      graph,
      { now: new Date(), messageRowId: `msg_${n}`, classId: `cls_${n}`, rules: [], masking },
    );
  return performance.now() - at;
}
test("ingest cost", { timeout: 300000 }, () => {
  for (const make of [failedOrder, withMail]) {
    const bodies = Array.from({ length: 5000 }, (_, n) => make(n));
    run(bodies.slice(0, 1000), []);
    run(bodies.slice(0, 1000), DEFAULT_RULES);
    for (let i = 0; i < 3; i++) {
      const off = run(bodies, []);
      const on = run(bodies, DEFAULT_RULES);
      console.log(make.name, "off", off.toFixed(0), "on", on.toFixed(0), "ratio", (on / off).toFixed(2));
    }
  }
});
function show(name: string, body: string, rules = DEFAULT_RULES) {
  const masking = maskingBy(keyring, { rules });
  const times: string[] = [];
  for (let i = 0; i < 2; i++) {
    const at = performance.now();
    showBody({ body, attributes: {}, system: {} }, "no account for c1@example.com", masking.toShow());
    times.push((performance.now() - at).toFixed(0));
  }
  const at = performance.now();
  showBody({ body, attributes: {}, system: {} }, null);
  console.log(name, body.length, "masked ms", times.join(","), "plain ms", (performance.now() - at).toFixed(0));
}
test("1 MiB", { timeout: 300000 }, () => {
  const MIB = 1024 * 1024;
  const items = Array.from({ length: 1750 }, (_, n) => JSON.parse(withMail(n)));
  show("orders", JSON.stringify({ items }).slice(0, 0) || JSON.stringify({ items }));
  show("digits", JSON.stringify({ x: "1234567890 ".repeat(95000) }));
  show("digits2", JSON.stringify({ x: "1".repeat(1000000) }));
  show("phoneish", JSON.stringify({ x: "+49 170 1234567, ".repeat(60000) }));
  show("at", JSON.stringify({ x: "@".repeat(1000000) }));
  show("mails", JSON.stringify({ x: "a@b.co ".repeat(145000) }));
  show("dots", JSON.stringify({ x: "a.".repeat(500000) + "@" }));
  show("braces", "{".repeat(MIB));
  show("braces2", '{"a":'.repeat(200000));
  show("brackets", "[".repeat(MIB));
  show("base64", Buffer.from(JSON.stringify({ items })).toString("base64").slice(0, MIB));
  show(
    "base64 words",
    Array.from({ length: 12000 }, (_, n) =>
      Buffer.from(`c${n}@example.com and more text here it is`).toString("base64"),
    ).join(" "),
  );
  show(
    "base64 json values",
    JSON.stringify(
      Array.from({ length: 12000 }, (_, n) =>
        Buffer.from(`c${n}@example.com and more text here it is`).toString("base64"),
      ),
    ),
  );
  let nested = JSON.stringify({ mail: "c1@example.com", pad: "x".repeat(1000) });
  while (nested.length < MIB / 2) nested = JSON.stringify({ nested, pad: "a@b.co" });
  show("strings in strings", nested);
  show("small jsons", '{"a":"b@c.de"} '.repeat(65000));
  show("escapes", JSON.stringify({ x: '\\"'.repeat(180000) + " a@b.co" }));
  show(
    "many distinct",
    JSON.stringify(
      Object.fromEntries(Array.from({ length: 25000 }, (_, n) => [`k${n}@example.com`, `v${n}@example.com`])),
    ),
  );
  const many = Array.from({ length: 100 }, (_, n) => ({
    id: `p${n}`,
    name: `P${n}`,
    isOn: true,
    find: { kind: "pattern" as const, pattern: `C${n}-######` },
    where: "storage" as const,
    keepsToken: true,
  }));
  show("100 patterns", JSON.stringify({ items }), many as never);
});
test("mac", () => {
  const at = performance.now();
  for (let i = 0; i < 20000; i++) auditMac(keyring, "entry", [{ id: i, a: "b".repeat(200), detail: { x: 1, y: "z" } }]);
  console.log("mac µs", ((performance.now() - at) / 20).toFixed(1));
});
