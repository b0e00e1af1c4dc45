import { expect, test } from "vitest";
import {
  aFunction,
  aGraph,
  aMapping,
  aPipe,
  aQueue,
  aRule,
  aSchedule,
  aSubscription,
  aTarget,
  aTopic,
  functionArn,
  queueArn,
  ruleArn,
} from "../coverage/cases/a-graph";
import type { Resource } from "../inventory/resource";
import { NO_OWNERSHIP, type OwnerRule, type Ownership } from "./ownership";
import { resolveOwnership } from "./resolve";

const tagged = (owner: string) => ({ tags: { owner } });
const said = (parts: Partial<Ownership>): Ownership => ({ ...NO_OWNERSHIP, ...parts });

function ownershipOf(
  arn: string,
  resources: Resource[],
  facts: { rules?: OwnerRule[]; byHand?: [string, Ownership][] } = {},
) {
  const { rules = [], byHand = [] } = facts;
  const accountNames = new Map(resources.map(({ accountId }) => [accountId, "shop"]));
  return resolveOwnership(aGraph(resources), { rules, byHand: new Map(byHand), accountNames }).get(arn);
}

test("a record by hand is taken whole; the file beats the tags part by part, its last matching line first", () => {
  const queue = aQueue("orders", {}, { tags: { owner: "from-tags", team: "tag-team", tier: "3" } });
  const rules: OwnerRule[] = [
    { match: { name: "orders*" }, owner: "first-line", tier: "2" },
    { match: { account: "shop" }, owner: "last-line" },
    { match: { name: "stock" }, owner: "another" },
  ];
  const byHand: [string, Ownership][] = [[queue.arn, said({ owner: "by-hand" })]];

  expect(ownershipOf(queue.arn, [queue])).toEqual({
    ...said({ owner: "from-tags", team: "tag-team", tier: "3" }),
    source: "tags",
    viaArn: null,
  });
  expect(ownershipOf(queue.arn, [queue], { rules })).toEqual({
    ...said({ owner: "last-line", team: "tag-team", tier: "2" }),
    source: "file",
    viaArn: null,
  });
  expect(ownershipOf(queue.arn, [queue], { rules, byHand })).toEqual({
    ...said({ owner: "by-hand" }),
    source: "hand",
    viaArn: null,
  });
});

test("a team without a named owner answers, and does not push aside an owner that tags name", () => {
  const rules: OwnerRule[] = [{ match: { name: "*" }, team: "checkout" }];

  expect(ownershipOf(queueArn("a"), [aQueue("a")], { rules })).toMatchObject({ owner: "checkout", source: "file" });
  expect(ownershipOf(queueArn("a"), [aQueue("a", {}, tagged("ada"))], { rules })).toMatchObject({
    owner: "ada",
    team: "checkout",
    source: "tags",
  });
});

const CENTRAL = { awsAccountId: "999988887777" };
const central = (owner?: string) => aQueue("central-dlq", {}, { ...CENTRAL, tags: owner ? { owner } : {} });
const centralArn = queueArn("central-dlq", CENTRAL);
const target = (name: string) => aFunction(name, {}, tagged(name));

test.each<[string, Resource[], string | null, string | null]>([
  [
    "a source queue",
    [central("platform"), aQueue("orders", { deadLetterTargetArn: centralArn }, tagged("checkout"))],
    "checkout",
    queueArn("orders"),
  ],
  [
    "a rule",
    [central("platform"), aRule("ship", { targets: [aTarget({ deadLetterArn: centralArn })] }, tagged("shipping"))],
    "shipping",
    ruleArn("ship"),
  ],
  [
    "a function",
    [central("platform"), aFunction("ship", { deadLetterArn: centralArn }, tagged("shipping"))],
    "shipping",
    functionArn("ship"),
  ],
  [
    "another dead-letter queue, which only hands on",
    [
      central("platform"),
      aQueue("orders-dlq", { deadLetterTargetArn: centralArn }, tagged("platform")),
      aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq") }, tagged("checkout")),
    ],
    "checkout",
    queueArn("orders"),
  ],
  [
    "two queues of one owner",
    [
      central("platform"),
      aQueue("b", { deadLetterTargetArn: centralArn }, tagged("checkout")),
      aQueue("a", { deadLetterTargetArn: centralArn }, tagged("checkout")),
    ],
    "checkout",
    queueArn("a"),
  ],
  [
    "two queues of different owners",
    [
      central("platform"),
      aQueue("a", { deadLetterTargetArn: centralArn }, tagged("checkout")),
      aQueue("b", { deadLetterTargetArn: centralArn }, tagged("shipping")),
    ],
    "platform",
    null,
  ],
  [
    "a queue with an owner and one without",
    [
      central(),
      aQueue("a", { deadLetterTargetArn: centralArn }, tagged("checkout")),
      aQueue("b", { deadLetterTargetArn: centralArn }),
    ],
    null,
    null,
  ],
])("a dead-letter queue fed by %s", (_, resources, owner, viaArn) => {
  expect(ownershipOf(centralArn, resources)).toMatchObject({ owner, viaArn });
});

test("what people said by hand about a dead-letter queue beats the stage that fails into it", () => {
  const resources = [central(), aQueue("orders", { deadLetterTargetArn: centralArn }, tagged("checkout"))];

  expect(ownershipOf(centralArn, resources, { byHand: [[centralArn, said({ owner: "platform" })]] })).toMatchObject({
    owner: "platform",
    source: "hand",
    viaArn: null,
  });
});

test("two queues that dead-letter into each other, and one into itself, keep their own owners", () => {
  const a = aQueue("a", { deadLetterTargetArn: queueArn("b") }, tagged("checkout"));
  const b = aQueue("b", { deadLetterTargetArn: queueArn("a") }, tagged("shipping"));
  const c = aQueue("c", { deadLetterTargetArn: queueArn("c") }, tagged("stock"));

  expect(["a", "b", "c"].map((name) => ownershipOf(queueArn(name), [a, b, c])?.owner)).toEqual([
    "checkout",
    "shipping",
    "stock",
  ]);
});

test.each<[string, Resource, Resource[], string | null]>([
  ["a queue with one consumer", aQueue("orders"), [aMapping("m"), target("ship")], "ship"],
  [
    "a queue with an owner and a consumer",
    aQueue("orders", {}, tagged("checkout")),
    [aMapping("m"), target("ship")],
    "checkout",
  ],
  [
    "a queue with two consumers",
    aQueue("orders"),
    [aMapping("m"), aMapping("n", { functionArn: functionArn("bill") }), target("ship"), target("bill")],
    null,
  ],
  ["a queue with a function and a pipe behind it", aQueue("orders"), [aMapping("m"), aPipe("p"), target("ship")], null],
  [
    "a subscription of a function",
    aSubscription("s", { endpoint: functionArn("ship") }),
    [target("ship"), aTopic("orders", {}, tagged("checkout"))],
    "ship",
  ],
  [
    "a subscription of an address",
    aSubscription("s", { endpoint: "https://a.example" }),
    [aTopic("orders", {}, tagged("checkout"))],
    "checkout",
  ],
  [
    "a subscription of a queue that only a function reads",
    aSubscription("s"),
    [aQueue("orders"), aMapping("m"), target("ship")],
    "ship",
  ],
  [
    "a mapping to an alias of a function",
    aMapping("m", { functionArn: `${functionArn("ship")}:live` }),
    [target("ship")],
    "ship",
  ],
  ["a schedule", aSchedule("s"), [target("ship")], "ship"],
  ["a rule without tags", aRule("r", { targets: [aTarget()] }), [target("ship")], null],
])("%s", (_, resource, others, owner) => {
  expect(ownershipOf(resource.arn, [resource, ...others])?.owner).toBe(owner);
});
