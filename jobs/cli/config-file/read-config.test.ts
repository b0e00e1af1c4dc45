import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readConfig } from "./read-config";

const told = (source: string) =>
  readConfig(source).issues.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);

test("the example in the documentation is right", () => {
  const source = readFileSync(fileURLToPath(new URL("../../../docs/examples/dlo.yaml", import.meta.url)), "utf8");
  const { document, issues } = readConfig(source);

  expect(issues).toEqual([]);
  expect(Object.keys(document ?? {}).sort()).toEqual(
    "accounts links owners reading review routes selection staffedHours thresholds version".split(" "),
  );
});

test("everything wrong in a file is told at once, each with its line and column", () => {
  expect(
    told(`version: 1
acounts: []
accounts:
  - account: "111111111111"
    name: shop
    enviroment: prd
    regions: [eu-central-1, frankfurt]
    roles: { read: dlo read, inspect: null }
  - account: 011111111111
    name: till
    environment: prd
    production: yes
    regions:
  - account: "111111111111"
    name: again
    environment: prd
    regions: eu-central-1
owners:
  - match: {}
    tier: 1
  - match: { name: "[a-z]*", tags: x }
    runbook: wiki/page
`),
  ).toEqual([
    "2:1 acounts: is not known here. Did you mean accounts?",
    "4:5 accounts.0.environment: is missing",
    "6:5 accounts.0.enviroment: is not known here. Did you mean environment?",
    "7:29 accounts.0.regions.1: must be a Region name such as eu-central-1",
    "8:20 accounts.0.roles.read: must be a role name or a role ARN",
    '9:14 accounts.1.account: must be in quotes, "011111111111": without quotes YAML reads a number and drops leading zeros',
    "12:17 accounts.1.production: must be true or false",
    "13:5 accounts.1.regions: is empty: must be a list",
    "14:14 accounts.2.account: account 111111111111 is listed already, as accounts.0",
    "17:14 accounts.2.regions: must be a list",
    "19:12 owners.0.match: must name an account, region, name or tag",
    '20:11 owners.0.tier: must be in quotes, "1"',
    "21:20 owners.1.match.name: knows only * (any text) and ? (one character)",
    "21:30 owners.1.match.tags: is not known here. Did you mean tag?",
    "22:14 owners.1.runbook: must be an http(s) address",
  ]);
});

test.each([
  ["a key that is written twice", "version: 1\nowners: []\nowners: []\n", /^3:1 : Map keys must be unique/],
  ["wrong indentation", "version: 1\naccounts:\n  - account: x\n   name: y\n", /^4:\d+ : /],
  ["a tab", "version: 1\naccounts:\n\t- account: x\n", /^3:1 : /],
  ["an open quote", 'version: 1\naccounts:\n  - name: "x\n', /^\d+:\d+ : Missing closing/],
  ["a tag of another tool", "version: 1\nowners: !Ref x\n", /^2:9 : /],
  ["a second document", "version: 1\n---\nversion: 1\n", /^2:1 : /],
  ["an empty file", "", /^1:1 : the file says nothing/],
  ["a file of comments", "# nothing yet\n", /^1:1 : the file says nothing/],
  ["a list instead of keys", "- version: 1\n", /^1:1 : must be a group of keys and values/],
  ["no version", "owners: []\n", /^1:1 version: is missing/],
  ["another version", "version: 2\n", /^1:10 version: must be 1/],
  ["a merge key", "version: 1\nselection:\n  <<: {}\n", /^3:3 selection\.<<: is not known here: write/],
])("%s is located", (_, source, expected) => {
  expect(told(source).join("\n")).toMatch(expected);
});

test("aliases that grow without measure are refused", () => {
  const grown = Array.from(
    { length: 9 },
    (_, at) => `x${at + 1}: &x${at + 1} [${Array(9).fill(`*x${at}`).join(", ")}]`,
  );

  expect(told(`x0: &x0 [a]\n${grown.join("\n")}\n`)[0]).toMatch(/^1:1 : the file says nothing, or repeats itself/);
});

test("a wrong value that is reached through an alias is located where it is written", () => {
  const source = `version: 1
accounts:
  - { account: "111111111111", name: a, environment: e, regions: &all [nowhere] }
  - { account: "222222222222", name: b, environment: e, regions: *all }
`;

  expect(told(source).map((line) => line.split(" ")[0])).toEqual(["3:72", "3:72"]);
});

test("a refusal of the server is placed in the file by its field", () => {
  const read = readConfig("version: 1\naccounts:\n  - account: '111111111111'\n    roles:\n      read: dlo\n");

  expect(read.locate("document.accounts.0.roles.read", "is of another account")).toEqual({
    line: 5,
    column: 13,
    path: "accounts.0.roles.read",
    message: "is of another account",
  });
  expect(read.locate("document.accounts.0.regions.2", "is odd")).toMatchObject({ line: 3, column: 5 });
});
