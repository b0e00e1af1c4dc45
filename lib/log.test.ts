import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog, type Log } from "./log";

/** What a log writes while `work` uses it. */
function written(work: (log: Log) => void): string {
  const lines: string[] = [];
  work(createLog("test", "debug", { write: (line) => void lines.push(line) }));
  return lines.join("");
}

const ESCAPE = String.fromCharCode(27);
const HOSTILE = [
  'orders-dlq\r\n{"level":60,"msg":"forged"}',
  `${ESCAPE}[2J${ESCAPE}[31mred`,
  "a\u2028b\u2029c\u0085d\u0000e",
  '"}\n',
  "\ud800",
  "x".repeat(5_000_000),
];

test.each(HOSTILE)("hostile text in any place of an entry is one line of JSON (%#)", (text) => {
  const lines = written((log) => {
    log.info({ queueName: text, messageId: text, userAgent: [text], [text]: 1 }, text);
    log.error({ err: new Error(text, { cause: new TypeError(text) }) }, "failed");
    log.error(new Error(text));
    log.warn({ deep: { deeper: { text } } });
  }).split("\n");

  expect(lines).toHaveLength(5);
  for (const line of lines.slice(0, 4)) {
    expect(JSON.parse(line)).toMatchObject({ name: "test" });
    expect(line).not.toContain(ESCAPE);
    expect(line.length).toBeLessThan(100_000);
  }
});

test("whatever is logged, an entry is one line of JSON", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }), (value) => {
      const text = written((log) => log.info({ value }, "said"));

      expect(text.indexOf("\n")).toBe(text.length - 1);
      expect(JSON.parse(text)).toMatchObject({ msg: "said" });
    }),
  );
});

const CANARY = "canary-7f3a9e51";
const NAMES = [
  "authorization",
  "Proxy-Authorization",
  "cookie",
  "set-cookie",
  "password",
  "newPassword",
  "secret",
  "client_secret",
  "clientSecret",
  "token",
  "id_token",
  "access_token",
  "refreshToken",
  "code",
  "code_verifier",
  "client_assertion",
  "x-api-key",
  "API_KEY",
  "secretAccessKey",
  "SessionToken",
  "credentials",
  "body",
  "plaintext",
  "masterKey",
  "DATABASE_URL",
];

test.each(NAMES)("what stands under %s is in no log, however deep", (name) => {
  const secret = { [name]: CANARY };
  const text = written((log) => {
    log.info(secret, "flat");
    log.info({ request: { headers: { ...secret } } }, "deep");
    log.info({ list: [{ a: { b: { c: secret } } }] }, "deeper");
    log.error({ err: Object.assign(new Error("failed"), secret, { response: secret }) }, "on an error");
    log.error({ err: new Error("outer", { cause: Object.assign(new Error("inner"), secret) }) }, "on a cause");
    log.error({ err: new AggregateError([Object.assign(new Error("one"), secret)]) }, "on one of many");
  });

  expect(text).not.toContain(CANARY);
  expect(text).toContain("[redacted]");
});

test.each([
  `Authorization: Bearer ${CANARY}`,
  `the token dlo_${CANARY}_0123456789`,
  `connect to postgresql://dlo:${CANARY}@db.internal:5432/dlo failed`,
  `GET /api/auth/oidc/callback?code=${CANARY}&state=${CANARY}x`,
  `#x?id_token=${CANARY}`,
  `eyJhbGciOiJub25lIn0.eyJzdWIiOiJ${CANARY}.c2ln`,
])("a secret that is known by its shape is taken out of text: %s", (text) => {
  expect(
    written((log) => {
      log.info({ text }, text);
      log.error(new Error(text));
    }),
  ).not.toContain(CANARY);
});

test("codes of errors, ids and ARNs stay readable, for whoever looks for the cause", () => {
  const error = Object.assign(new Error("refused"), { code: "ECONNREFUSED", meta: { queueId: "q_1" } });

  const text = written((log) => log.error({ err: error, arn: "arn:aws:sqs:eu-west-1:111122223333:orders-dlq" }, "x"));

  expect(JSON.parse(text)).toMatchObject({
    err: { code: "ECONNREFUSED", message: "refused", meta: { queueId: "q_1" } },
    arn: "arn:aws:sqs:eu-west-1:111122223333:orders-dlq",
  });
});

test("a circle, a getter that throws and a thousand levels do not stop an entry", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const levels = JSON.parse(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`);
  const trap = {
    get secretly(): never {
      throw new Error("no");
    },
  };

  const entry = JSON.parse(written((log) => log.info({ circle, levels, trap }, "odd")));

  expect(entry).toMatchObject({ msg: "odd", circle: { self: "[circular]" }, trap: { secretly: "[unreadable]" } });
});

test.each(["eyJ", "-eyJaaaaaaaa.", "a://b:", "?code=", "bearer ", "dlo_", "AKIA", "a1.+-"])(
  "looking for secrets in long text of %j takes no time",
  (piece) => {
    const text = piece.repeat(Math.ceil(8192 / piece.length));
    const startedAt = performance.now();

    written((log) => log.info({ text }, "long"));

    expect(performance.now() - startedAt).toBeLessThan(250);
  },
);
