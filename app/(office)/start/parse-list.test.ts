import { expect, test } from "vitest";
import { parseList, parseRegions } from "./parse-list";

test("pasted lines become accounts, whatever parts them", () => {
  const { accounts, problems } = parseList(
    "111111111111, shop, prd\n2222-2222-2222\tstock\teng\n\n# old\n333333333333",
  );

  expect(problems).toEqual([]);
  expect(accounts).toEqual([
    { awsAccountId: "111111111111", name: "shop", environment: "prd", isProduction: true },
    { awsAccountId: "222222222222", name: "stock", environment: "eng", isProduction: false },
    { awsAccountId: "333333333333", name: "333333333333", environment: "unknown", isProduction: false },
  ]);
});

test("wrong and repeated lines are named with their number, and the others are still read", () => {
  const { accounts, problems } = parseList("111111111111,a\n12,b\n111111111111,c");

  expect(accounts.map(({ name }) => name)).toEqual(["a"]);
  expect(problems).toEqual([
    'Line 2: "12" is not the 12 digits of an account.',
    "Line 3: 111111111111 stands in line 1 already.",
  ]);
});

test("a Region named twice counts once", () => {
  expect(parseRegions("eu-central-1, eu-west-1 eu-central-1")).toEqual(["eu-central-1", "eu-west-1"]);
});
