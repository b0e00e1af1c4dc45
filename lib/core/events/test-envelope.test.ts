import { expect, test } from "vitest";
import { exactJsonText } from "./fill-template";
import { readEnvelope } from "./test-envelope";

const PLACE = { awsAccountId: "111122223333", region: "eu-central-1", now: new Date("2026-11-21T20:00:00.123Z") };
const read = (text: string) => readEnvelope(text, PLACE);
const fieldsOf = (text: string) => read(text).problems.map(({ field }) => field);

test("what EventBridge writes itself is filled and told, and no number loses a digit", () => {
  const { problems, filled, event } = read(
    `{"detail":{"n":12345678901234567890,"p":1.50},"source":"shop","detail-type":"Paid","time":"2026-01-01T00:00:00Z"}`,
  );

  expect(problems).toEqual([]);
  expect(filled.map(({ field }) => field)).toEqual(["version", "id", "account", "region", "resources"]);
  expect(event && exactJsonText(event)).toBe(
    `{"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"Paid","source":"shop","account":"111122223333","time":"2026-01-01T00:00:00Z","region":"eu-central-1","resources":[],"detail":{"n":12345678901234567890,"p":1.50}}`,
  );
});

test.each([
  [`[1]`, ["event"]],
  [`{"source":`, ["event"]],
  [`{}`, ["source", "detail-type", "detail"]],
  [`{"source":"","detail-type":" ","detail":"{}"}`, ["source", "detail"]],
  [`{"source":5,"detail-type":null,"detail":[]}`, ["source", "detail-type", "detail"]],
  [`{"source":"a","detail-type":"${"x".repeat(129)}","detail":{}}`, ["detail-type"]],
  [
    `{"source":"a","detail-type":"b","detail":{},"time":"yesterday","resources":["a",1],"id":7}`,
    ["time", "resources", "id"],
  ],
  [`{"source":"a","detail-type":"b","detail":{},"time":"2026-13-01T00:00:00Z"}`, ["time"]],
])("EventBridge would refuse %s", (text, fields) => {
  expect(fieldsOf(text)).toEqual(fields);
});

test("the entry of a PutEvents call is recognised as what it is", () => {
  const [first] = read(`{"Source":"shop","DetailType":"Paid","Detail":"{}"}`).problems;
  expect(first?.message).toContain("Of an entry of PutEvents");
});

test("an event of AWS and fields that no event has are told apart from problems", () => {
  const { problems, notes } = read(`{"source":"aws.ec2","detail-type":"x","detail":{},"extra":1}`);
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringContaining("Only AWS"), expect.stringContaining("extra")]);
});
