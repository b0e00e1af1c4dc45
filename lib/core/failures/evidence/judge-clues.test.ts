import { expect, test } from "vitest";
import type { Clues, LogLine } from "./evidence";
import { judgeClues } from "./judge-clues";

const ID = "5fea7756-0ea4-451a-a703-a558b933e274";
const OTHER = "0c1e4d2a-7b1f-4c7e-9a52-4d0e6c1f9b11";
const THIRD = "9b2f6f0e-1c9d-4a3d-8f77-2f5f6e1a7c33";
const REQ = "c6af9ac6-7b61-11e6-9a41-93e812345678";
const REQ2 = "d7b0abd7-8c72-22f7-ab52-a4f923456789";
const TS = "2026-11-21T10:00:00.000Z";

const linesOf = (texts: readonly string[], streamName = "2026/11/21/[$LATEST]a1"): LogLine[] =>
  texts.map((text, index) => ({ at: new Date(Date.parse(TS) + index * 10), text, streamName }));
const cluesOf = (more: Partial<Clues>): Clues => ({
  messageId: ID,
  consumerArn: null,
  logLines: null,
  figures: null,
  traceId: null,
  ...more,
});
const judged = (...texts: string[]) => judgeClues(cluesOf({ logLines: linesOf(texts) }));
const run = (...inside: string[]) => [
  `START RequestId: ${REQ} Version: $LATEST`,
  ...inside,
  `END RequestId: ${REQ}`,
  `REPORT RequestId: ${REQ}\tDuration: 50.00 ms\tBilled Duration: 50 ms\tMemory Size: 128 MB\tMax Memory Used: 76 MB\t`,
];
const node = (level: string, text: string, request = REQ) => `${TS}\t${request}\t${level}\t${text}\n`;
const json = (value: object) => JSON.stringify(value);

test.each<[string, string[], string, string, string, RegExp]>([
  [
    "a line names the message with its error",
    run(node("ERROR", `Record ${ID} failed\t${json({ errorType: "TypeError", errorMessage: "x is undefined" })}`)),
    "logs-by-message-id",
    "strong",
    "code-error",
    /^TypeError: x is undefined$/,
  ],
  [
    "the run that had it timed out",
    run(node("INFO", `Processing record ${ID}`), `${TS} ${REQ} Task timed out after 5.00 seconds\n`),
    "logs-by-request",
    "fair",
    "timeout",
    /^Task timed out after 5\.00 seconds$/,
  ],
  [
    "Node prints what nobody caught",
    run(
      node("INFO", `got ${ID}`),
      node(
        "ERROR",
        `Invoke Error \t${json({ errorType: "Error", errorMessage: "connect ECONNREFUSED 10.0.0.7:5432" })}`,
      ),
    ),
    "logs-by-request",
    "fair",
    "dependency",
    /ECONNREFUSED/,
  ],
  [
    "Python raises without a request id, line by line",
    [
      `START RequestId: ${REQ} Version: 7`,
      `[INFO]\t${TS}\t${REQ}\thandling message ${ID}`,
      "[ERROR] KeyError: 'price'",
      "Traceback (most recent call last):",
      '  File "/var/task/app.py", line 12, in handler',
      "    price = order['price']",
      `END RequestId: ${REQ}`,
    ],
    "logs-by-request",
    "fair",
    "code-error",
    /KeyError/,
  ],
  [
    "Python's logger names the message",
    run(`[ERROR]\t${TS}\t${REQ}\tcould not process ${ID}: Read timed out. (read timeout=3)`),
    "logs-by-message-id",
    "strong",
    "timeout",
    /timed out/i,
  ],
  [
    "Java prints a stack trace in several lines",
    [
      `START RequestId: ${REQ} Version: $LATEST`,
      `2026-11-21 10:00:00 ${REQ} INFO  com.shop.Handler - message ${ID}`,
      "com.shop.OrderException: order refused",
      "\tat com.shop.Handler.handle(Handler.java:41)",
      "Caused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.",
      "\t... 12 more",
      `END RequestId: ${REQ}`,
    ],
    "logs-by-request",
    "fair",
    "dependency",
    /OrderException/,
  ],
  [
    ".NET writes fail",
    run(`${TS}\t${REQ}\tfail\tSystem.NullReferenceException: Object reference not set to an instance. (message ${ID})`),
    "logs-by-message-id",
    "strong",
    "code-error",
    /NullReference/,
  ],
  [
    "Go panics",
    run(
      `2026/11/21 10:00:00 messageId=${ID}`,
      "panic: runtime error: invalid memory address or nil pointer dereference",
      "goroutine 1 [running]:",
    ),
    "logs-by-request",
    "fair",
    "code-error",
    /panic/,
  ],
  [
    "the runtime was killed for its memory",
    run(
      node("INFO", `working on ${ID}`),
      `RequestId: ${REQ} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`,
    ),
    "logs-by-request",
    "fair",
    "code-error",
    /out of memory/,
  ],
  [
    "only the report says that the run timed out",
    [
      `START RequestId: ${REQ} Version: $LATEST`,
      node("INFO", `in hand: ${ID}`),
      `END RequestId: ${REQ}`,
      `REPORT RequestId: ${REQ}\tDuration: 3000.00 ms\tMemory Size: 128 MB\tMax Memory Used: 40 MB\tStatus: timeout`,
    ],
    "logs-by-request",
    "fair",
    "timeout",
    /timed out/,
  ],
  [
    "Lambda's JSON log format",
    [
      json({ time: TS, type: "platform.start", record: { requestId: REQ, version: "$LATEST" } }),
      json({ timestamp: TS, level: "INFO", message: `processing ${ID}`, requestId: REQ }),
      json({
        timestamp: TS,
        level: "ERROR",
        errorType: "ValidationError",
        errorMessage: "postcode is missing",
        stackTrace: ["at handler"],
        requestId: REQ,
      }),
      json({ time: TS, type: "platform.report", record: { requestId: REQ, status: "error", metrics: {} } }),
    ],
    "logs-by-request",
    "fair",
    "schema",
    /ValidationError/,
  ],
  [
    "Lambda's JSON log format, timed out",
    [
      json({ time: TS, type: "platform.start", record: { requestId: REQ } }),
      json({ timestamp: TS, level: "INFO", message: { text: "processing", messageId: ID }, requestId: REQ }),
      json({ time: TS, type: "platform.report", record: { requestId: REQ, status: "timeout", metrics: {} } }),
    ],
    "logs-by-request",
    "fair",
    "timeout",
    /timed out/,
  ],
  [
    "a structured logger of one's own",
    run(
      json({
        level: 50,
        messageId: ID,
        msg: "failed",
        err: { type: "MongoNetworkError", message: "connection 3 to db closed" },
      }),
    ),
    "logs-by-message-id",
    "strong",
    "dependency",
    /connection/,
  ],
  [
    "logback with the stack in a field",
    run(
      json({
        level: "ERROR",
        message: `Could not handle ${ID}`,
        stack_trace: "java.net.ConnectException: Connection refused\n\tat a",
      }),
    ),
    "logs-by-message-id",
    "strong",
    "dependency",
    /ConnectException/,
  ],
  [
    "a container says it in lines of its own",
    [`10:00:00 worker-1 processing message ${ID}`, "10:00:00 worker-1 ERROR AccessDeniedException: not authorized"],
    "logs-by-request",
    "fair",
    "permission",
    /AccessDenied/,
  ],
])("%s", (_, lines, rung, confidence, kind, text) => {
  const finding = judged(...lines);

  expect(finding).toMatchObject({ rung, confidence, cause: { kind } });
  expect(finding.text).toMatch(text);
});

test.each<[string, string[]]>([
  [
    "names another message",
    run(node("ERROR", `Record ${OTHER} failed: TypeError: x is undefined`), node("INFO", `Record ${ID} done`)),
  ],
  [
    "is of another run",
    [
      ...run(node("INFO", `message ${ID} done`)),
      `START RequestId: ${REQ2} Version: $LATEST`,
      node("ERROR", "Invoke Error \tTypeError: x is undefined", REQ2),
      `END RequestId: ${REQ2}`,
    ],
  ],
  [
    "stands where other messages are named, which the log never calls messages",
    run(node("INFO", `order ok ${ID}`), node("ERROR", `order ok ${OTHER} was ok before ECONNREFUSED`)),
  ],
  [
    "is no error",
    run(node("INFO", `message ${ID} handled with 0 errors`), node("ERROR", "(node:8) [DEP0040] DeprecationWarning: x")),
  ],
  [
    "belongs to messages in a list without it",
    run(node("INFO", `got ${ID}`), node("ERROR", `failed: messageIds ["${OTHER}", "${THIRD}"] TypeError`)),
  ],
])("an error that %s is no evidence", (_, lines) => {
  expect(judged(...lines)).toMatchObject({
    rung: "none",
    text: "this message carries no error",
    cause: { kind: "unknown" },
  });
});

test("a run that another message broke says only that this one was dragged along", () => {
  const broken = json({ errorType: "TypeError", errorMessage: "x is undefined" });

  const finding = judged(
    ...run(
      node("INFO", `got ${ID}`),
      node("ERROR", `Record ${OTHER} failed\t${broken}`),
      node("ERROR", `Invoke Error \t${broken}`),
    ),
  );

  expect(finding).toMatchObject({ rung: "logs-by-request", confidence: "weak", cause: { kind: "unknown" } });
  expect(finding.text).toMatch(/another message of its batch/);
});

test("of a batch that timed out, the message last in hand is believed more than those before it", () => {
  const lines = run(
    node("INFO", `Processing record ${ID}`),
    node("INFO", `Processing record ${OTHER}`),
    `${TS} ${REQ} Task timed out after 5.00 seconds`,
  );
  const judge = (messageId: string) => judgeClues(cluesOf({ messageId, logLines: linesOf(lines) })).confidence;

  expect([judge(ID), judge(OTHER)]).toEqual(["weak", "fair"]);
});

test("runs that write into one stream at the same time are told apart", () => {
  const finding = judged(
    `START RequestId: ${REQ} Version: 1`,
    `START RequestId: ${REQ2} Version: 1`,
    node("INFO", `got ${ID}`, REQ),
    node("ERROR", "Invoke Error \tTypeError: x is undefined", REQ2),
    `${TS} ${REQ} Task timed out after 5.00 seconds`,
    `END RequestId: ${REQ2}`,
    `END RequestId: ${REQ}`,
  );

  expect(finding.cause.kind).toBe("timeout");
});

test("of several tries the last one counts", () => {
  const first = run(node("ERROR", `message ${ID} failed: connect ECONNREFUSED 10.0.0.1:443`));
  const second = run(node("ERROR", `message ${ID} failed: AccessDeniedException`, REQ2)).map((line) =>
    line.replaceAll(REQ, REQ2),
  );

  expect(judged(...first, ...second).cause.kind).toBe("permission");
});

test.each<[string, string[], string | undefined]>([
  ["one run that failed", run(node("ERROR", "Invoke Error \tTypeError: x is not a function")), "code-error"],
  [
    "a caught error printed as if it were none",
    run(node("INFO", "upload gave AccessDenied: Access Denied")),
    "permission",
  ],
  [
    "a run that names another message",
    run(node("ERROR", `message ${OTHER} failed: TypeError: x is undefined`)),
    undefined,
  ],
  [
    "runs that failed for different causes",
    ["ERROR connect ECONNREFUSED 10.0.0.7:5432", ...run(node("ERROR", "TypeError: x is not a function"))],
    undefined,
  ],
])("where no line names the message, %s is weak evidence or none", (_, lines, kind) => {
  expect(judged(...lines)).toMatchObject(
    kind === undefined ? { rung: "none" } : { rung: "logs-by-request", confidence: "weak", cause: { kind } },
  );
});

test("a worker that names a message only when it gives it back speaks of the error right before", () => {
  const lines = ["ERROR connect ECONNREFUSED 10.0.0.7:5432", `WARN nack message ${ID}`];

  expect(judged(...lines)).toMatchObject({ confidence: "weak", cause: { kind: "dependency" } });
});

test.each([
  ["nearly its time-out long", { errors: 2, throttles: 0, maxDurationMs: 2990, timeoutSeconds: 3 }, "timeout"],
  ["throttled, and none failed", { errors: 0, throttles: 4, maxDurationMs: 20, timeoutSeconds: 3 }, "throttled"],
  ["failing", { errors: 1, throttles: 4, maxDurationMs: 20, timeoutSeconds: 3 }, "unknown"],
  ["long, and none failed", { errors: 0, throttles: 0, maxDurationMs: 3000, timeoutSeconds: 3 }, undefined],
  [
    "throttled, and nobody knows whether any failed",
    { errors: null, throttles: 4, maxDurationMs: null, timeoutSeconds: 3 },
    undefined,
  ],
  ["not told of", { errors: null, throttles: null, maxDurationMs: null, timeoutSeconds: null }, undefined],
])("the consumer's runs were %s", (_, figures, kind) => {
  const finding = judgeClues(cluesOf({ logLines: [], figures }));

  expect(finding.rung).toBe(kind === undefined ? "none" : "metrics");
  expect(finding.cause.kind).toBe(kind ?? "unknown");
});

test("a log that says nothing leaves the word to the figures, and those to the trace", () => {
  const figures = { errors: 3, throttles: 0, maxDurationMs: 90, timeoutSeconds: 3 };
  const logLines = linesOf(run(node("INFO", `message ${ID} done`)));

  expect(judgeClues(cluesOf({ logLines, figures, traceId: "1-a-b" })).text).toBe(
    "the consumer reported 3 errors in that minute",
  );
  expect(judgeClues(cluesOf({ logLines, traceId: "1-a-b" }))).toMatchObject({
    rung: "trace",
    cause: { kind: "unknown" },
  });
  expect(judgeClues(cluesOf({}))).toMatchObject({ rung: "none" });
});

test("whatever stands in a log, it is read to its end quickly", () => {
  const hostile = [
    "a.".repeat(200_000),
    `{"a":`.repeat(50_000),
    "Error ".repeat(60_000),
    `${ID} ${"x".repeat(300_000)}`,
    "\u0000\u001b[31m",
    "",
  ];
  const startedAt = performance.now();

  expect(() => judged(...run(...hostile))).not.toThrow();

  expect(performance.now() - startedAt).toBeLessThan(2000);
});
