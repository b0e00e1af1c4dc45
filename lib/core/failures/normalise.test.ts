import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseError } from "./normalise";

test.each([
  [
    "Java",
    "java.lang.IllegalStateException: Order 4711 is closed\n\tat com.acme.Orders.close(Orders.java:42)\n\tat java.base/java.lang.Thread.run(Thread.java:840)\nCaused by: java.net.SocketTimeoutException: Read timed out\n\t... 23 more",
    "java.lang.IllegalStateException: Order <*> is closed Caused by: java.net.SocketTimeoutException: Read timed out",
  ],
  [
    "Java without a message",
    "java.lang.NullPointerException\n\tat com.acme.Orders.place(Orders.java:42)",
    "java.lang.NullPointerException at com.acme.Orders.place",
  ],
  [
    "Python",
    'Traceback (most recent call last):\n  File "/var/task/app.py", line 12, in handler\n    total = order["total"]\n            ~~~~~^^^^^^^^^\nKeyError: \'total\'',
    "KeyError: 'total'",
  ],
  [
    "Node",
    "TypeError: Cannot read properties of undefined (reading 'customer')\n    at handler (/var/task/index.js:10:22)\n    at async Runtime.handleOnce (file:///var/runtime/index.mjs:1173:29)",
    "TypeError: Cannot read properties of undefined (reading 'customer')",
  ],
  [
    "Go",
    "panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\nmain.process(0xc000012345, 0x3)\n\t/src/main.go:12 +0x1d\nexit status 2",
    "panic: runtime error: index out of range [<*>] with length <*>",
  ],
  [
    ".NET, on a German Windows",
    "System.InvalidOperationException: Sequence contains no elements\r\n   bei Acme.Orders.Run(Int32 id) in C:\\src\\Orders.cs:Zeile 17\r\n   at System.Linq.Enumerable.First()",
    "System.InvalidOperationException: Sequence contains no elements",
  ],
  [
    "Ruby",
    "/app/lib/order.rb:12:in `total': undefined method `price' for nil:NilClass (NoMethodError)\n\tfrom /app/lib/run.rb:3:in `run'",
    "<path> '<*>': undefined method 'price' for nil:NilClass (NoMethodError)",
  ],
  [
    "PHP",
    "PHP Fatal error: Uncaught Exception: no stock\nStack trace:\n#0 /app/a.php(12): f()\n#1 {main}",
    "PHP Fatal error: Uncaught Exception: no stock",
  ],
  [
    "Rust",
    "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds: the len is 3 but the index is 99\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    "thread '<*>' panicked at <path>: index out of bounds: the len is <*> but the index is <*>",
  ],
  [
    "SQL",
    "SELECT * FROM orders WHERE id IN (1, 2, 3) AND name = 'x' LIMIT 10",
    "SELECT * FROM orders WHERE id IN (<*>) AND name = '<*>' LIMIT <*>",
  ],
  ["Oracle", "ORA-00942: table or view does not exist", "ORA-00942: table or view does not exist"],
  [
    "HTTP",
    "Request failed with status code 503 for https://api.acme.com/v1/orders/42",
    "Request failed with status code 503 for <url>",
  ],
  [
    "nginx",
    '2025/06/03 10:11:12 [error] 31#31: *104 upstream timed out (110: Connection timed out), client: 10.0.0.9, request: "POST /v1/pay HTTP/1.1"',
    "[error] <*>#<*>: *<*> upstream timed out (<*>: Connection timed out), client: <host>, request: POST <path> HTTP/1.1",
  ],
  [
    "Kafka",
    "[Consumer clientId=consumer-orders-3, groupId=orders] Connection to node 2 (kafka-2.internal/10.0.3.4:9092) could not be established.",
    "[Consumer clientId=<*>, groupId=<*>] Connection to node <*> (<host>) could not be established.",
  ],
  [
    "gRPC",
    'rpc error: code = Unavailable desc = "transport: dial tcp 10.0.12.7:50051: connect: connection refused"',
    "rpc error: code = Unavailable desc = transport: dial tcp <host>: connect: connection refused",
  ],
  [
    "Lambda",
    "2024-05-01T10:00:00.123Z 8f14e45f-ceea-4672-9b8e-1f0a5b6c7d8e Task timed out after 30.03 seconds",
    "Task timed out after <duration>",
  ],
  [
    "IAM",
    "User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:1:q",
    "User: <arn> is not authorized to perform: sqs:SendMessage on resource: <arn>",
  ],
  ["an HTML page", "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", "<*> Bad Gateway"],
  ["German", "Der Kunde „Meier“ (Nr. 4711) wurde nicht gefunden", "Der Kunde '<*>' (Nr. <*>) wurde nicht gefunden"],
  ["French", "L'utilisateur « jean » n'existe pas", "L'utilisateur '<*>' n'existe pas"],
  ["Japanese", "注文123が見つかりません", "注文<*>が見つかりません"],
  ["Arabic", "الطلب ١٢٣ غير موجود", "الطلب <*> غير موجود"],
])("an error of %s keeps its sense and loses its values", (_, text, template) => {
  expect(normaliseError(text)).toBe(template);
});

test.each([
  ["ids", "order 7f3a9c2e failed", "order 12345678 failed"],
  ["prefixed ids", "order ord_01HXYZ7T3K9 failed", "order ord_02ABCD8Q1M4 failed"],
  ["negative and positive numbers", "block blk_-160899 lost", "block blk_7503483 lost"],
  ["pods", "pod api-7d9f8b6c5-x2kqp evicted", "pod api-5c8b9d7f66-9zlw4 evicted"],
  ["units of time", "took 900ms", "took 1m30s"],
  ["one and many", "failed after 1 attempt", "failed after 3 attempts"],
  ["longer lists", "missing rows [1, 2, 3]", "missing rows [4711]"],
  ["IPv4 and IPv6", "connect to 10.0.0.1:5432 refused", "connect to [fe80::1] refused".replace(/[[\]]/g, "")],
  ["host names", "cannot reach db-1.prod.internal:5432", "cannot reach orders.eu.example.com:80"],
  ["Windows and Unix paths", "cannot open C:\\jobs\\in\\a.csv: denied", "cannot open /srv/jobs/in/b: denied"],
  ["e-mail addresses", "no mailbox for jane.doe+x@example.co.uk", "no mailbox for bob@acme.io"],
  ["dates of any style", "closed on 03/Jun/2025:10:11:12 +0000", "closed on 2025-06-03T10:11:12.123Z"],
  ["quotes of any style", 'user "alice" is unknown', "user ‘bob’ is unknown"],
  ["empty and filled pairs", "login failed user= rhost=10.0.0.1", "login failed user=root rhost=web"],
  [
    "order of JSON keys",
    'failed: {"code":"E12","id":1,"message":"no"}',
    'failed: {"message":"no", "id":"x", "code":"E12"}',
  ],
  [
    "rows of a statement",
    "insert into t values (1, 'a', true) failed",
    "insert into t values (1, 'a', true), (2, 'b', null) failed",
  ],
  ["colours", "\u001b[31mError\u001b[0m: boom", "Error: boom"],
  ["full-width letters", "Ｅｒｒｏｒ １２", "Error 7"],
  [
    "a trace squeezed into one line",
    "Error: boom     at foo (/a/b.js:1:2)     at Bar.baz (/a/c.js:3:4)",
    "Error: boom",
  ],
  ["another line in the trace", "Error: x\n    at a (b.js:1:2)", "Error: x\n    at a (b.js:9:9)\n    at c (d.js:1:1)"],
  ["an escaped trace", "Error: x\\n    at a (b.js:1:2)", "Error: x"],
])("the same failure stays the same whatever its %s", (_, one, other) => {
  expect(normaliseError(one)).toBe(normaliseError(other));
});

test.each([
  ["field 'email' is required", "field 'name' is required"],
  ["KeyError: 'total'", "KeyError: 'customer'"],
  ["Request failed with status code 404", "Request failed with status code 503"],
  ["ORA-00942: failed", "ORA-00054: failed"],
  ["order rejected: state=FAILED", "order rejected: state=CLOSED"],
  ['failed: {"code":"E12"}', 'failed: {"code":"E13"}'],
  ["java.lang.NullPointerException\n\tat a.B.c(B.java:1)", "java.lang.NullPointerException\n\tat a.B.d(B.java:2)"],
  ["connection refused", "connection reset"],
  ["Kunde nicht gefunden", "Auftrag nicht gefunden"],
])("different failures stay apart: %s | %s", (one, other) => {
  expect(normaliseError(one)).not.toBe(normaliseError(other));
});

const word = fc.constantFrom("payment", "queue", "rejected", "Kunde", "échec", "注文", "by", "ledger", "is", "closed:");
const aUrl = fc.webUrl().filter((url) => /^[\w:/.%~-]+[\w/]$/.test(url));
const anId = fc.oneof(
  fc.uuid(),
  fc.integer().map(String),
  fc.nat().map((n) => `0x${n.toString(16)}`),
  fc.ipV4(),
  fc.webUrl({ withQueryParameters: true }),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2090-01-01") }).map((date) => date.toISOString()),
  fc.stringMatching(/^[0-9]{2}[a-f][0-9a-f]{12}$/),
);
const template = fc.array(word as fc.Arbitrary<string>, { minLength: 1, maxLength: 8 });

test("one template with other numbers and ids of the same kind is one text", () => {
  const kinds = [
    fc.uuid(),
    fc.integer().map(String),
    fc.ipV4(),
    aUrl,
    fc.stringMatching(/^[0-9]{2}[a-f][0-9a-f]{12}$/),
  ];
  const two = fc.constantFrom(...kinds).chain((kind) => fc.tuple(kind, kind));
  fc.assert(
    fc.property(template, two, fc.nat(), ([first = "", ...rest], [one, other], at) => {
      const text = (id: string) => [first, ...rest.toSpliced(at % (rest.length + 1), 0, id)].join(" ");
      expect(normaliseError(text(one))).toBe(normaliseError(text(other)));
    }),
    { numRuns: 500 },
  );
});

test("other words are another text", () => {
  fc.assert(
    fc.property(template, template, anId, (one, other, id) => {
      fc.pre(one.join(" ") !== other.join(" "));
      expect(normaliseError(`${one.join(" ")} ${id}`)).not.toBe(normaliseError(`${other.join(" ")} ${id}`));
    }),
    { numRuns: 500 },
  );
});

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc
    .array(
      fc.oneof(
        word,
        anId,
        fc.constantFrom(
          "'",
          '"',
          "{",
          "}",
          "=",
          " = ",
          ":",
          "\n",
          "\n\tat a.b(c:1)",
          "<*>",
          "<time>",
          "user",
          "/",
          "a=",
          "[",
          ",",
          'File "x", line 1',
        ),
      ),
      {
        maxLength: 30,
      },
    )
    .chain((parts) => fc.constantFrom(parts.join(" "), parts.join(""))),
);

test("a template is its own template, short and on one line, for any text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = normaliseError(text);
      expect(normaliseError(once)).toBe(once);
      expect(once.length).toBeLessThanOrEqual(800);
      expect(once).not.toContain("\n");
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  "a",
  " ",
  "'",
  '{"',
  "a.",
  "1",
  "/",
  "a=",
  "a@",
  "at (",
  "<*> ",
  "\n at",
  "ﷺ",
  "1:",
  "http://",
  '\\"',
  "-1,",
  "(<*>, ",
  "1s",
  "\\n",
])("a hostile megabyte of %j takes no longer than a moment", (piece) => {
  const text = piece.repeat(Math.floor(1_048_576 / piece.length));

  const startedAt = performance.now();
  normaliseError(text);

  expect(performance.now() - startedAt).toBeLessThan(500);
});
