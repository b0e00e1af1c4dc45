import { expect, test } from "vitest";
import { matchesIn, textOfMatches } from "./match-lines";

test("lines read as they were written", () => {
  const text = 'account=shop-*  name=*-preview-*\ntag=team:checkout\nregion=eu-*  tag=ephemeral\ntag="cost centre:4 7"';

  const { matches, problems } = matchesIn(text);

  expect(problems).toEqual([]);
  expect(matches).toEqual([
    { account: "shop-*", name: "*-preview-*" },
    { tag: { key: "team", value: "checkout" } },
    { region: "eu-*", tag: { key: "ephemeral" } },
    { tag: { key: "cost centre", value: "4 7" } },
  ]);
  expect(matchesIn(textOfMatches(matches)).matches).toEqual(matches);
});

test("a line that means nothing is named, and the others are still read", () => {
  const { matches, problems } = matchesIn("name=a*\nqueue=b\n\nname=");

  expect(matches).toEqual([{ name: "a*" }]);
  expect(problems).toEqual([
    'Line 2: "queue=b" is not account=, region=, name= or tag= with a value.',
    'Line 4: "name=" is not account=, region=, name= or tag= with a value.',
  ]);
});
