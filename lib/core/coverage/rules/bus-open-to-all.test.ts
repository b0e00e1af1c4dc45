import { expect, test } from "vitest";
import { aBus, aGraph, busArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { busOpenToAll } from "./bus-open-to-all";

const ALL = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: busArn("orders") };

test.each([
  ["everybody", ALL, [["orders", "medium"]]],
  ["every AWS principal", { ...ALL, Principal: { AWS: "*" } }, [["orders", "medium"]]],
  ["every action to everybody", { ...ALL, Action: ["events:*"] }, [["orders", "medium"]]],
  ["one account", { ...ALL, Principal: { AWS: "arn:aws:iam::444455556666:root" } }, [["orders", "covered"]]],
  ["everybody, but only to read", { ...ALL, Action: "events:DescribeEventBus" }, [["orders", "covered"]]],
  [
    "everybody of one organisation",
    { ...ALL, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    [["orders", "covered"]],
  ],
  ["nobody that can be made out", { Effect: "Perhaps" }, []],
])("a policy that lets in %s", (_, statement, found) => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

  expect(foundBy(busOpenToAll, aGraph([aBus("orders", { policy })]))).toEqual(found);
});

test("a bus without a policy lets in its own account only", () => {
  expect(foundBy(busOpenToAll, aGraph([aBus("orders")]))).toEqual([["orders", "covered"]]);
});
