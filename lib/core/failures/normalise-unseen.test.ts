import { expect, test } from "vitest";
import { normaliseError } from "./normalise";

function templatesOf(texts: string[]): string[] {
  return [...new Set(texts.map(normaliseError))];
}

test.each([
  ["numbers of any length", ["stock of 7 is too low", "stock of 48 151 623 is too low", "stock of -3,5 is too low"]],
  ["hexadecimal numbers", ["register 0x1f lost", "register 0xDEADBEEF lost"]],
  ["counters in hexadecimal", ["0000000a ledger opened", "0000000b ledger opened", "00000010 ledger opened"]],
  [
    "addresses with and without port",
    ["dropped by 10.9.8.7", "dropped by 10.9.8.7:8443", "dropped by edge.acme.net:99"],
  ],
  [
    "addresses as host names",
    ["dropped by 10.9.8.7", "dropped by 10.9.8.7.dyn.acme.example", "dropped by ec2-10-9-8-7.pool.acme.example"],
  ],
  ["host names that hold capitals", ["dropped by APP-7.north.acme.com:443", "dropped by gate-2.acme.com"]],
  [
    "addresses of devices",
    ["link 0a:1b:2c:3d:4e:5f down", "link 10:20:30:40:50:60 down", "link aa:bb:cc:dd:ee:ff down"],
  ],
  ["slots of devices", ["slot 0001:00:03.1 failed", "slot 0001:0a:0e.0 failed"]],
  ["ids with a name in front", ["parcel prc_-77120 lost", "parcel prc_99 lost"]],
  ["ids of several numbers", ["job run_17_0004_m_2 died", "job run_18_0011_r_3 died"]],
  ["ids whose parts are drawn", ["pod mailer-6c9f4d7b85-xkqpz gone", "pod mailer-6c9f4d7b85-x2kqp gone"]],
  ["places in a rack", ["row_C7 overheated", "row_D12 overheated"]],
  ["machines with a number", ["worker ingest4 vanished", "worker mail-2 vanished", "worker batch_07 vanished"]],
  ["Regions", ["no quota left in eu-west-1 today", "no quota left in ap-southeast-2 today"]],
  [
    "paths on any system",
    ["cannot sync /mnt/a/b", "cannot sync C:\\data\\b.bin", "cannot sync ./tmp/2024-05-01-10.11.12/x"],
  ],
  ["the root and other paths of a request", ['refused "GET / HTTP/1.1"', 'refused "GET /orders/7?full=1 HTTP/1.1"']],
  ["values behind a key", ["import stopped, batch=7 source=erp", "import stopped, batch=x-9 source="]],
  ["longer lists", ["unknown parts: part-7", "unknown parts: part-7, part-8 and part-9"]],
  ["longer lists of pairs", ["votes from n1 0xf <ok>", "votes from n1 0xf <ok> n2 0xe <ok> n3 0xa <ok>"]],
  ["lists in brackets", ["rows [3] skipped", "rows [3, 4, 5] skipped", "rows [3;4] skipped"]],
  ["units of size", ["body of 7 bytes refused", "body of 12.4 MB refused", "body of 12,998 bytes (12.7 KB) refused"]],
  ["units of time", ["lease lost, held 3s", "lease lost, held 3 seconds", "lease lost, held 1m30s"]],
  ["clocks of a stopwatch", ["export took 00:42", "export took 01:00:42", "export took <1 sec", "export took 42"]],
  ["estimates", ["retry in ~30s", "retry in 5 minutes"]],
  ["an address said twice", ["peer 10.0.0.1 () left", "peer 10.0.0.1 (a.acme.com) left", "peer b.acme.com left"]],
  ["names of users", ["unknown user alice", "unknown user bob7", "unknown user j.doe-x"]],
  ["names of those who logged in", ["failed password for root from 10.0.0.1", "failed password for git from 10.0.0.2"]],
  ["quoted values", ["no tariff 'blue'", 'no tariff "grün"', "no tariff «rouge»", "no tariff “x y”"]],
  ["literals of SQL", ["update t set a = 'x', b = 5 failed", "update t set a = 'it''s', b = 7.25 failed"]],
  ["lines of the stack", ["E: x\n    at f (/a/b.js:1:2)", "E: x\n    at f (/a/b.js:77:8)\n    at g (/a/c.js:1:1)"]],
  ["order of JSON keys", ['{"code":"X1","reason":"late","n":1}', '{"n":22,"reason":"late","code":"X1"}']],
  ["order inside JSON", ['bad: {"a":{"code":"X","id":1}}', 'bad: {"a":{"id":2,"code":"X"}}']],
  ["stamps of any style", ["[2024-05-01_10,11,12.345] gone", "[2024/5/1:10:11:12.3] gone", "[01.05.2024 10:11] gone"]],
  ["Japanese ids", ["注文ORD-7f3a9c2eが見つかりません", "注文ORD-99が見つかりません"]],
  ["Korean numbers", ["주문 123을 찾을 수 없습니다", "주문 7을 찾을 수 없습니다"]],
  ["Chinese quotes", ["订单“A1”不存在", "订单「B77」不存在"]],
  ["Russian numbers", ["заказ-12 не найден", "заказ-4711 не найден"]],
  ["Spanish quotes", ["el pedido «A-1» no existe", "el pedido “B-22” no existe"]],
  ["Hindi digits", ["ऑर्डर १२३ नहीं मिला", "ऑर्डर ४ नहीं मिला"]],
])("a failure never seen before is one failure whatever its %s", (_, texts) => {
  expect(templatesOf(texts)).toHaveLength(1);
});

test.each([
  ["types with a number in them", ["acme.Http1Exception: cut", "acme.Http2Exception: cut", "acme.Base64Error: cut"]],
  ["classes of the program", ["acme.v2.Base64Decoder: cut", "acme.v2.Base64Encoder: cut"]],
  ["symbolic codes", ["[ERR_HTTP2_STREAM_ERROR]: closed", "[ERR_HTTP_STREAM_ERROR]: closed"]],
  ["codes in quotes", ["write failed, code: 'EPIPE'", "write failed, code: 'ECONNRESET'"]],
  ["HTTP status codes", ["got status 404", "got status 409", "got status 500", "got status 503"]],
  [".NET's status codes", ["does not indicate success: 502", "does not indicate success: 404"]],
  ["missing keys", ["KeyError: 'line1'", "KeyError: 'line2'", "KeyError: 'city'"]],
  ["missing fields", ["field street_1 is required", "field street_2 is required", "field zip is required"]],
  ["columns", ['column "vat1" does not exist', 'column "vat2" does not exist', "column vat3 does not exist"]],
  ["tables", ['relation "orders" does not exist', 'relation "orders2" does not exist']],
  ["modules", ["Cannot find module '@acme/ledger-v2'", "Cannot find module '@acme/mail'", "No module named 'boto3'"]],
  ["codes of one's own", ["error code PAY-12: no", "error code PAY-13: no", "Error STK_7: no", "Error STK_8: no"]],
  ["what became of a user", ["user deleted", "user blocked", "user expired"]],
  ["what was done to a user", ["user creation failed", "user deletion failed", "user lookup failed"]],
  ["what a user has", ["cannot read user settings", "cannot read user preferences", "cannot read user profile"]],
  ["states", ["payment refused: state=OPEN", "payment refused: state=CLOSED"]],
  ["words before a number", ["shard 7 lost", "replica 7 lost", "shard 7 found"]],
  ["words in Cyrillic", ["заказ-12 не найден", "клиент-12 не найден"]],
  ["words in Kanji", ["注文123が見つかりません", "顧客123が見つかりません"]],
])("failures that differ in %s stay apart", (_, texts) => {
  expect(templatesOf(texts)).toHaveLength(texts.length);
});

test.each([
  ["a verb behind a number", "order 7 does not fit", "order <*> does not fit"],
  ["what follows a list", "parts part-1, part-2: sold out", "parts part-<*>: sold out"],
  ["a comparison", "weight 5 < 10 kg", "weight <*> < <*> kg"],
  ["a type with parameters", "List<String> expected", "List<String> expected"],
  ["an object's type before its address", "acme.Order@7f3a9c2e is stale", "acme.Order@<*> is stale"],
  ["what is said behind an id", "7f3a9c2e:OrderClosed", "<*>:OrderClosed"],
  ["an apostrophe", "can't open the customer's order", "can't open the customer's order"],
])("%s is left as it is", (_, text, template) => {
  expect(normaliseError(text)).toBe(template);
});

test.each([
  "user a ",
  "user a<*>",
  "login for ",
  "password for a",
  "<*> and ",
  "a, <*> ",
  "<path><*>",
  "/<time>",
  "aa:",
  "1-1-1-1.",
  "1.1.1.1.a.",
  "a1_",
  "B12-",
  "Ab1Ab",
  "aAaaaa1",
  "x~1",
  "注1",
  "「",
  "code: '",
  "module 'a/",
  "field a1 ",
  "~<*>",
  "=<<*>",
  "took <*>",
  "GET /",
  "<*>\\ ",
  "'a1'",
  "_a.code:",
])("32 KiB of %j are read within a moment, and their template is its own", (piece) => {
  const text = piece.repeat(Math.floor(32_768 / piece.length));

  const startedAt = performance.now();
  const once = normaliseError(text);

  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(normaliseError(once)).toBe(once);
});
