import { Session } from "node:inspector/promises";
import { test } from "vitest";
import { DEFAULT_RULES } from "@/lib/core/privacy/masking-rule";
import { openKeyring } from "@/lib/db/keyring";
import { failedOrder } from "@/tests/bench/understanding/bodies";
import { showBody } from "../failures/show-body";
import { maskingBy } from "./masking";

const keyring = openKeyring(Buffer.alloc(32, 7).toString("base64"));
keyring.unlock(Buffer.alloc(32, 9));
const withMail = (n: number) => ({
  ...JSON.parse(failedOrder(n)),
  customer: { name: `Customer ${n}`, email: `c${n}@example.com`, phone: "+49 170 1234567" },
  errorMessage: `no account for c${n}@example.com at order ${n}`,
});
test("prof", { timeout: 300000 }, async () => {
  const cases = {
    orders: JSON.stringify({ items: Array.from({ length: 1750 }, (_, n) => withMail(n)) }),
    mails: JSON.stringify({ x: "a@b.co ".repeat(145000) }),
    small: '{"a":"b@c.de"} '.repeat(65000),
    phoneish: JSON.stringify({ x: "+49 170 1234567, ".repeat(60000) }),
  };
  for (const [name, body] of Object.entries(cases)) {
    const s = new Session();
    s.connect();
    await s.post("Profiler.enable");
    await s.post("Profiler.setSamplingInterval", { interval: 500 });
    await s.post("Profiler.start");
    const masking = maskingBy(keyring, { rules: DEFAULT_RULES });
    const at = performance.now();
    showBody({ body, attributes: {}, system: {} }, "no account", masking.toShow());
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
      name,
      took.toFixed(0),
      [...self]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 9)
        .map(([k, v]) => `\n   ${(v / 1000).toFixed(0)} ${k}`)
        .join(""),
    );
  }
});
