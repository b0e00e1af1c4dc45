import { expect, test } from "vitest";
import { parseExactJson } from "@/lib/core/messages/exact-json";
import { isJsonObject } from "@/lib/core/messages/json";
import { matchPattern, type Verdict } from "./match-pattern";
import { readPattern } from "./read-pattern";
import { sayMiss } from "./say-miss";

function verdict(pattern: string, event: string): Verdict | { kind: "unreadable"; why: string } {
  const read = readPattern(pattern);
  const json = parseExactJson(event)?.value;
  if (!isJsonObject(json)) throw new Error("the example is no event");
  return read.kind === "unreadable" ? read : matchPattern(read, json);
}
const kindOf = (pattern: string, event: string) => verdict(pattern, event).kind;
const on = (matcher: string, value: string) => kindOf(`{"detail":{"v":${matcher}}}`, `{"detail":{"v":${value}}}`);
const sentences = (pattern: string, event: string) => {
  const told = verdict(pattern, event);
  return told.kind === "no" ? told.misses.map((miss) => sayMiss(miss, parseExactJson(event)?.value).sentence) : told;
};

const EC2 = `{ "version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "EC2 Instance State-change Notification",
  "source": "aws.ec2", "account": "111122223333", "time": "2017-12-22T18:43:48Z", "region": "us-west-1",
  "resources": ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"],
  "detail": { "instance-id": "i-1234567890abcdef0", "state": "terminated", "c-count": 5, "d-count": 3, "x-limit": 301.8,
    "source-ip": "10.0.0.33", "eventVersion": "", "responseElements": null, "FileName": "dir/sub/photo.png" } }`;

// EventBridge user guide: eb-event-patterns, eb-create-pattern, eb-create-pattern-operators, eb-event-patterns-null-values.
test.each([
  [
    `{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"],"detail":{"state":["terminated"]}}`,
    "yes",
  ],
  [`{"source":["aws.ec2","aws.fargate"]}`, "yes"],
  [`{"detail":{"state":["running"]}}`, "no"],
  [`{"resources":[{"suffix":"instance/i-1234567890abcdef0"}]}`, "yes"],
  [`{"time":[{"prefix":"2017-12-22"}]}`, "yes"],
  [`{"detail-type":[{"prefix":{"equals-ignore-case":"ec2 instance"}}]}`, "yes"],
  [`{"detail":{"FileName":[{"suffix":".png"}]}}`, "yes"],
  [`{"detail":{"FileName":[{"suffix":{"equals-ignore-case":".PNG"}}]}}`, "yes"],
  [`{"detail":{"state":[{"anything-but":"initializing"}]}}`, "yes"],
  [`{"detail":{"state":[{"anything-but":["stopped","terminated"]}]}}`, "no"],
  [`{"detail":{"x-limit":[{"anything-but":[100,200,300]}]}}`, "yes"],
  [`{"detail":{"state":[{"anything-but":{"equals-ignore-case":["Initializing","TERMINATED"]}}]}}`, "no"],
  [`{"region":[{"anything-but":{"prefix":"us-"}}]}`, "no"],
  [`{"detail":{"FileName":[{"anything-but":{"suffix":[".txt",".rtf"]}}]}}`, "yes"],
  [`{"detail":{"FileName":[{"anything-but":{"wildcard":"*/sub/*"}}]}}`, "no"],
  [
    `{"detail":{"c-count":[{"numeric":[">",0,"<=",5]}],"d-count":[{"numeric":["<",10]}],"x-limit":[{"numeric":["=",3.018e2]}]}}`,
    "yes",
  ],
  [`{"detail":{"source-ip":[{"cidr":"10.0.0.0/24"}]}}`, "yes"],
  [`{"detail":{"source-ip":[{"cidr":"10.0.1.0/24"}]}}`, "no"],
  [`{"detail":{"c-count":[{"exists":true}]}}`, "yes"],
  [`{"detail":{"e-count":[{"exists":false}]}}`, "yes"],
  [`{"detail":{"state":[{"equals-ignore-case":"TERMinated"}]}}`, "yes"],
  [`{"detail":{"FileName":[{"wildcard":"dir/*.png"}]}}`, "yes"],
  [`{"detail":{"eventVersion":[""],"responseElements":[null]}}`, "yes"],
  [`{"detail":{"eventVersion":[null]}}`, "no"],
  [
    `{"detail":{"$or":[{"c-count":[{"numeric":[">",0,"<=",5]}]},{"d-count":[{"numeric":["<",0]}]},{"x-limit":[{"numeric":["=",3.018e2]}]}]}}`,
    "yes",
  ],
  [`{"source":["aws.ec2"],"$or":[{"detail":{"state":["running"]}},{"region":["eu-west-1"]}]}`, "no"],
])("the examples of AWS's user guide match as documented: %s %s", (pattern, expected) => {
  expect(kindOf(pattern, EC2)).toBe(expected);
});

// event-ruler's README, "JSON Array Matching": fields of one element belong together.
test.each([
  [`{"employees":{"firstName":["Anna"]}}`, "yes"],
  [`{"employees":{"firstName":["Anna"],"lastName":["Smith"]}}`, "yes"],
  [`{"employees":{"firstName":["Anna"],"lastName":["Jones"]}}`, "no"],
  [`{"employees":{"lastName":["Jones"],"$or":[{"firstName":["Anna"]},{"firstName":["Peter"]}]}}`, "yes"],
  [
    `{"employees":{"firstName":["Anna"]},"$or":[{"employees":{"lastName":["Doe"]}},{"employees":{"lastName":["Jones"]}}]}`,
    "no",
  ],
])("in a list of objects one of them must have it all: %s", (pattern, expected) => {
  const people = `[{"firstName":"John","lastName":"Doe"},{"firstName":"Anna","lastName":"Smith"}]`;
  expect(kindOf(pattern, `{"employees":[${people},[{"firstName":"Peter","lastName":"Jones"}]]}`)).toBe(expected);
});

test.each([
  [`["a"]`, `["b","a"]`, "yes"],
  [`["a"]`, `[]`, "no"],
  [`["true"]`, `true`, "no"],
  [`[5]`, `"5"`, "no"],
  [`[{"anything-but":"a"}]`, `["a","b"]`, "yes"],
  [`[{"anything-but":"a"}]`, `7`, "yes"],
  [`[{"anything-but":5}]`, `"a"`, "yes"],
  [`[{"exists":true}]`, `null`, "yes"],
  [`[{"exists":true}]`, `{"deep":1}`, "no"],
  [`[{"exists":false}]`, `{"deep":1}`, "yes"],
  [`[{"exists":false}]`, `[]`, "yes"],
  [`[{"numeric":[">",1]}]`, `"2"`, "no"],
  [`[{"numeric":[">=",-1,"<",0.5]}]`, `[9,0.25]`, "yes"],
  [`[{"prefix":"1"}]`, `12`, "no"],
  [`[{"wildcard":"a*a"}]`, `"a"`, "no"],
  [`[{"wildcard":"*"}]`, `""`, "yes"],
  [`[{"wildcard":"a*b*c"}]`, `"abxbc"`, "yes"],
  [`[{"wildcard":"\\\\*\\\\\\\\"}]`, `"*\\\\"`, "yes"],
  [`[{"cidr":"2001:db8::/32"}]`, `"2001:0DB8:0::7"`, "yes"],
  [`[{"cidr":"2001:db8::/32"}]`, `"10.0.0.1"`, "no"],
  [`[{"cidr":"10.0.0.0/8"}]`, `"10.0.0.256"`, "no"],
  [`[12345678901234567890]`, `12345678901234567891`, "no"],
  [`[12345678901234567890]`, `12345678901234567890`, "yes"],
  [`["__proto__"]`, `"__proto__"`, "yes"],
])("%s on %s: %s", (matcher, value, expected) => {
  expect(on(matcher, value)).toBe(expected);
});

test.each([
  ["a matcher of tomorrow", `[{"begins":"a"}]`, `"x"`],
  ["a matcher with two names", `[{"prefix":"a","suffix":"b"}]`, `"ab"`],
  [
    "a number written in another way, of which AWS's documentation and AWS's own matcher say different things",
    `[300]`,
    `3.0e2`,
  ],
  ["such a number as what must not be", `[{"anything-but":300}]`, `300.0`],
  ["a number beyond what EventBridge compares", `[{"numeric":[">",1]}]`, `6000000000`],
  ["digits that EventBridge may not tell apart", `[{"numeric":["<",0.1]}]`, `0.09999999999999999999`],
  ["letters whose case is not the same everywhere", `[{"equals-ignore-case":"STRASSE"}]`, `"straße"`],
  ["an address written in another way", `["::1"]`, `"0:0:0:0:0:0:0:1"`],
  ["no text for a matcher of texts that negates", `[{"anything-but":{"prefix":"a"}}]`, `7`],
  ["two asterisks in a row", `[{"wildcard":"a**b"}]`, `"ab"`],
])("nothing is claimed about %s", (_, matcher, value) => {
  expect(on(matcher, value)).toBe("unknown");
});

test("what cannot be read is no hindrance where something else decides", () => {
  expect(on(`[{"begins":"a"},"x"]`, `"x"`)).toBe("yes");
  expect(kindOf(`{"a":[{"begins":"a"}],"b":[1]}`, `{"a":"a","b":2}`)).toBe("no");
  expect(kindOf(`{"$or":[{"a":[{"begins":"a"}]},{"b":[1]}]}`, `{"a":"a","b":1}`)).toBe("yes");
});

test.each([
  ["no JSON", `{"source":`],
  ["no object", `["a"]`],
  ["a bare value", `{"source":"shop"}`],
  ["an empty list", `{"source":[]}`],
  ["an empty object", `{"detail":{}}`],
  ["a dotted name", `{"detail.state":["a"]}`],
  ["one field beside and inside of $or", `{"a":[1],"$or":[{"a":[2]},{"b":[1]}]}`],
])("a pattern with %s is not judged", (_, pattern) => {
  expect(kindOf(pattern, EC2)).toBe("unreadable");
});

test("a name with a dot in it may be what the pattern nests: nothing is claimed", () => {
  expect(kindOf(`{"detail":{"a":{"b":[1]}}}`, `{"detail":{"a.b":1}}`)).toBe("unknown");
  expect(kindOf(`{"detail":{"a":{"b":[{"exists":false}]}}}`, `{"detail":{"a.b":1}}`)).toBe("unknown");
  expect(kindOf(`{"detail":{"c":[1]}}`, `{"detail":{"a.b":1}}`)).toBe("no");
});

test("absence in some elements of a list only is not judged", () => {
  expect(kindOf(`{"a":{"b":[{"exists":false}]}}`, `{"a":[{"b":1},{"c":1}]}`)).toBe("unknown");
  expect(kindOf(`{"a":{"b":[{"exists":false}]}}`, `{"a":[{"c":1}]}`)).toBe("yes");
});

test("$or that EventBridge takes for a field is one", () => {
  expect(kindOf(`{"$or":[{"prefix":"a"},{"numeric":["=",1]}]}`, `{"$or":"abc"}`)).toBe("yes");
  expect(kindOf(`{"$or":{"x":["a"]}}`, `{"$or":{"x":"a"}}`)).toBe("yes");
});

test("every field that keeps a rule from matching is told, with what it must be and what it is", () => {
  const pattern = `{"source":["shop"],"detail":{"state":["paid",{"prefix":"ship"}],"total":[{"numeric":[">",10,"<=",20]}],"gift":[{"exists":true}]}}`;
  expect(sentences(pattern, `{"source":"shop","detail":{"state":"open","total":9.50}}`)).toEqual([
    `detail.state must be "paid" or begin with "ship"; it is "open".`,
    `detail.total must be a number > 10 and <= 20; it is 9.50.`,
    `detail.gift must be there; it is not there.`,
  ]);
});

test("of a list of objects the one that comes closest is told", () => {
  const event = `{"lines":[{"sku":"a","n":1},{"sku":"b","n":2}]}`;
  expect(sentences(`{"lines":{"sku":["b"],"n":[3]}}`, event)).toEqual([`lines[1].n must be 3; it is 2.`]);
});

test("of alternatives each tells what it lacks", () => {
  expect(sentences(`{"$or":[{"a":[1]},{"b":[{"anything-but":[2]}]}]}`, `{"a":2,"b":2}`)).toEqual([
    `a must be 1; it is 2.`,
    `b must be anything but 2; it is 2.`,
  ]);
});

test("what was masked is told as masked", () => {
  const told = verdict(`{"detail":{"card":{"number":["4111"]}}}`, `{"detail":{"card":{"number":"5500"}}}`);
  const shown = parseExactJson(`{"detail":{"card":"‹masked›"}}`)?.value;
  expect(told.kind === "no" && told.misses.map((miss) => sayMiss(miss, shown).found)).toEqual([`"‹masked›"`]);
});

test("a huge event and a deep pattern are judged without delay", () => {
  const items = Array.from({ length: 20_000 }, (_, n) => ({ n }));
  expect(kindOf(`{"items":{"gone":[{"exists":false}],"n":[-1]}}`, JSON.stringify({ items }))).toBe("no");
  const deep = `${`{"a":`.repeat(90)}["x"]${"}".repeat(90)}`;
  expect(kindOf(deep, `${`{"a":`.repeat(90)}"x"${"}".repeat(90)}`)).toBe("yes");
  const long = `"${"ab".repeat(100_000)}"`;
  expect(on(`[{"wildcard":"*a*b*a*b*a*b*c"}]`, long)).toBe("no");
});
