import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { consumerVersions, type DatedChange } from "./consumer-versions";

const FUNCTION = "arn:aws:lambda:eu-west-1:1:function:charge-card";
const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));
const hash = (code: string) => createHash("sha256").update(code).digest("base64");
const short = (code: string) => createHash("sha256").update(code).digest("hex").slice(0, 8);
const deploy = (hour: number, before: string, after: string): DatedChange => ({
  begunAt: at(hour),
  before: hash(before),
  after: hash(after),
});
const named = (hour: number, before: string, after: string): DatedChange => ({ begunAt: at(hour), before, after });
const versionsOf = (
  functionArn: string,
  { code = [], mapping = [] }: { code?: DatedChange[]; mapping?: DatedChange[] } = {},
) => consumerVersions({ functionArn, codeSha256: hash("c"), codeChanges: code, mappingChanges: mapping });

test("a function that nobody saw change has one version, since nobody knows when", () => {
  expect(versionsOf(FUNCTION)).toEqual([{ version: short("c"), since: null }]);
});

test("each deploy begins a version, in whatever order they are told", () => {
  const deploys = [deploy(9, "a", "b"), deploy(11, "b", "c")];
  const versions = [
    { version: short("c"), since: at(11) },
    { version: short("b"), since: at(9) },
    { version: short("a"), since: null },
  ];

  expect(versionsOf(FUNCTION, { code: deploys })).toEqual(versions);
  expect(versionsOf(FUNCTION, { code: deploys.reverse() })).toEqual(versions);
});

test("a mapping that names a published version says it, whatever the newest code is", () => {
  const mapping = [named(10, `${FUNCTION}:6`, `${FUNCTION}:7`)];

  expect(versionsOf(`${FUNCTION}:7`, { mapping, code: [deploy(9, "b", "c")] })).toEqual([
    { version: "7", since: at(10) },
    { version: "6", since: null },
  ]);
});

test("behind an alias the version is not known", () => {
  expect(versionsOf(`${FUNCTION}:live`)).toEqual([]);
});

test("what another function consumed before is not claimed", () => {
  const mapping = [named(10, `${FUNCTION}-old`, FUNCTION)];

  expect(versionsOf(FUNCTION, { mapping, code: [deploy(8, "b", "c")] })).toEqual([
    { version: short("c"), since: at(10) },
  ]);
});

test("code of an image is told by its hash too, and a hash in no known form is no version", () => {
  const facts = { functionArn: FUNCTION, codeChanges: [], mappingChanges: [] };

  expect(consumerVersions({ ...facts, codeSha256: "ab".repeat(32) })).toEqual([{ version: "abababab", since: null }]);
  expect(consumerVersions({ ...facts, codeSha256: "new code!" })).toEqual([]);
  expect(consumerVersions({ ...facts, codeSha256: null })).toEqual([]);
});
