import { expect, test } from "vitest";
import { causeOf } from "./cause";
import type { CauseKind } from "./cause-kind";

const table: [CauseKind, string[]][] = [
  [
    "throttled",
    [
      "com.amazonaws.services.dynamodbv2.model.ProvisionedThroughputExceededException: The level of configured provisioned throughput for the table was exceeded",
      "An error occurred (ThrottlingException) when calling the SendEmail operation: Maximum sending rate exceeded.",
      "Request failed with status code 429",
      "429 Too Many Requests",
      "rpc error: code = ResourceExhausted desc = quota exceeded",
      "TooManyRequestsException: Rate Exceeded.",
    ],
  ],
  [
    "permission",
    [
      "AccessDeniedException: User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: sqs:SendMessage",
      "EACCES: permission denied, open '/data/x'",
      'FATAL: password authentication failed for user "orders"',
      "Request failed with status code 403",
      "401 Unauthorized",
      "The security token included in the request is expired",
      "ORA-01031: insufficient privileges",
      "java.nio.file.AccessDeniedException: /srv/x",
    ],
  ],
  [
    "timeout",
    [
      "2024-05-01T10:00:00Z 8f14e45f Task timed out after 30.03 seconds",
      "java.net.SocketTimeoutException: Read timed out",
      "context deadline exceeded",
      "org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.",
      "ERROR: canceling statement due to statement timeout",
      "504 Gateway Time-out",
      "System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing. timed out",
      "botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL",
      "Net::ReadTimeout with #<TCPSocket:(closed)>",
    ],
  ],
  [
    "transient",
    [
      "Deadlock found when trying to get lock; try restarting transaction",
      "ERROR: could not serialize access due to concurrent update",
      "Lock wait timeout exceeded; try restarting transaction",
      "read ECONNRESET",
      "socket hang up",
      "org.hibernate.StaleObjectStateException: Row was updated or deleted by another transaction",
      "TransactionConflictException: Transaction is ongoing for the item",
      "Request failed with status code 503",
      "ServiceUnavailableException: Service is unavailable",
      "MySQL server has gone away",
      "TimeoutError: socket hang up",
      "org.apache.kafka.common.errors.NotLeaderOrFollowerException: not the leader",
    ],
  ],
  [
    "dependency",
    [
      "connect ETIMEDOUT 10.0.0.1:443",
      "connect ECONNREFUSED 127.0.0.1:5432",
      "getaddrinfo ENOTFOUND db.internal",
      "TypeError: fetch failed",
      "dial tcp: lookup db on 10.0.0.2:53: no such host",
      "502 Bad Gateway",
      "redis.exceptions.ConnectionError: Error 111 connecting to redis:6379",
      "FATAL: sorry, too many clients already",
      "javax.net.ssl.SSLHandshakeException: PKIX path building failed",
      "io.github.resilience4j.circuitbreaker.CallNotPermittedException: CircuitBreaker 'pay' is OPEN",
      "SQLSTATE[HY000] [2002] Connection refused",
    ],
  ],
  [
    "schema",
    [
      "SyntaxError: Unexpected token < in JSON at position 0",
      'com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException: Unrecognized field "x"',
      "pydantic_core._pydantic_core.ValidationError: 1 validation error for Order",
      "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
      "ValueError: invalid literal for int() with base 10: 'abc'",
      "json: cannot unmarshal string into Go struct field Order.qty of type int",
      'ERROR: null value in column "email" violates not-null constraint',
      'ERROR: duplicate key value violates unique constraint "orders_pkey"',
      "Newtonsoft.Json.JsonReaderException: Unexpected character encountered while parsing value: x.",
      'java.lang.NumberFormatException: For input string: "abc"',
      "422 Unprocessable Entity: required field missing: customerId",
      "org.apache.kafka.common.errors.SerializationException: Error deserializing Avro message",
      "ZodError: Required at customer.email",
    ],
  ],
  [
    "missing-target",
    [
      "com.acme.OrderNotFoundException: order 42",
      "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist",
      "NoSuchKey: The specified key does not exist.",
      'ERROR: relation "orders" does not exist',
      "Request failed with status code 404",
      "ENOENT: no such file or directory, open '/tmp/x'",
      "ActiveRecord::RecordNotFound: Couldn't find Order with 'id'=42",
      "ORA-00942: table or view does not exist",
      "Kunde 42 wurde nicht gefunden",
    ],
  ],
  [
    "code-error",
    [
      "java.lang.NullPointerException",
      "TypeError: Cannot read properties of undefined (reading 'id')",
      "AttributeError: 'NoneType' object has no attribute 'get'",
      "undefined method `price' for nil:NilClass (NoMethodError)",
      "panic: runtime error: invalid memory address or nil pointer dereference",
      "System.NullReferenceException: Object reference not set to an instance of an object.",
      "KeyError: 'total'",
      "Unable to import module 'app': No module named 'requests'",
      "RequestId: 8f14e45f-ceea-4672-9b8e-1f0a5b6c7d8e Error: Runtime exited with error: signal: killed Runtime.ExitError",
      "java.lang.OutOfMemoryError: Java heap space",
      "java.lang.ClassNotFoundException: com.acme.Order",
      "thread 'main' panicked at src/main.rs:4:5: index out of bounds",
      "Error: Cannot find module './handler'",
    ],
  ],
  ["unknown", ["", "the tide was high", "Error", "Exception: 42"]],
];

test.each(table.flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const)))("%s: %s", (kind, errorText) => {
  expect(causeOf({ errorText }).kind).toBe(kind);
});

test("the root cause counts before what it was wrapped in", () => {
  const errorText =
    "java.lang.IllegalStateException: could not parse\n\tat a.B.c(B.java:1)\nCaused by: java.net.ConnectException: Connection refused\n\tat d.E.f(E.java:2)";

  expect(causeOf({ errorText })).toEqual({
    kind: "dependency",
    reason: "ConnectException: something it depends on could not be reached or failed.",
  });
});

test("the type given apart from the text counts", () => {
  expect(causeOf({ errorText: "it broke", errorType: "ThrottlingException" }).kind).toBe("throttled");
});

test("the reason quotes what was read", () => {
  expect(causeOf({ errorText: "oh no: connection refused by peer" }).reason).toContain("“connection refused”");
});

test("no error text is said to be none", () => {
  expect(causeOf({})).toEqual({ kind: "unknown", reason: "This message carries no error." });
});

test.each([
  ["transient", "SQLSTATE[40001]: Serialization failure"],
  ["timeout", "ERROR: query ended (SQLSTATE 57014)"],
  ["permission", "SQLSTATE[28000]: no entry for this user"],
  ["schema", "(SQLSTATE=22001) value of column name"],
  ["code-error", "ON CONFLICT DO UPDATE command cannot affect row a second time (SQLSTATE 21000)"],
  ["dependency", "SQLSTATE[08001] the server"],
])("a database's own code tells the cause: %s from %s", (kind, errorText) => {
  expect(causeOf({ errorText }).kind).toBe(kind);
});

test.each([
  ["throttled", "quotaExceeded"],
  ["throttled", "QUOTA_EXCEEDED"],
  ["timeout", "DEADLINE_EXCEEDED"],
  ["dependency", "CERT_HAS_EXPIRED"],
])("a compound name is read like the words in it: %s from %s", (kind, errorText) => {
  expect(causeOf({ errorText }).kind).toBe(kind);
});

test.each([
  ["transient", "sqlalchemy.exc.OperationalError: (1213, 'Deadlock found when trying to get lock')"],
  ["code-error", 'psycopg2.ProgrammingError: column "x" does not exist'],
  ["dependency", "psycopg2.OperationalError: the database said no"],
  ["missing-target", "java.lang.IllegalStateException: order 42 not found"],
])("a class that is thrown for anything counts only where the words say nothing: %s from %s", (kind, errorText) => {
  expect(causeOf({ errorText }).kind).toBe(kind);
});

test("a key that is missing in what was received is the payload's fault, one that is missing elsewhere the code's", () => {
  const trace = (line: string) =>
    `KeyError: 'total'\nTraceback (most recent call last):\n  File "x.py", line 3\n    ${line}`;

  expect(causeOf({ errorText: trace("x = event['total']") }).kind).toBe("schema");
  expect(causeOf({ errorText: trace("x = PRICES['total']") }).kind).toBe("code-error");
  expect(causeOf({ errorText: "KeyError: 'Records'" }).kind).toBe("schema");
});

test("a class that only the message names is missing in the message, not in the code", () => {
  const missing = "java.lang.ClassNotFoundException: com.acme.Order";

  expect(causeOf({ errorText: `MessageConversionException: no such type\nCaused by: ${missing}` }).kind).toBe("schema");
  expect(causeOf({ errorText: `com.acme.StartFailed: no\nCaused by: ${missing}` }).kind).toBe("code-error");
});

test("the words of a stack frame tell no cause", () => {
  const errorText = "Exception: 42\n    at Validation.timeout (/app/schema/permission-denied.js:3:4)";

  expect(causeOf({ errorText }).kind).toBe("unknown");
});
