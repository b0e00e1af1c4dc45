import { afterAll, beforeAll, expect, test } from "vitest";
import { contract, type InputOf, type OperationId } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import type { Scope } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import type { DloError } from "@/lib/core/errors";
import { operations } from "@/lib/operations";
import { createWorld, SHOP, type World } from "../../support/world";
import { aConsumedQueue, anAccount } from "../evidence/consumed-queue";
import { aConsumingShop } from "../evidence/consuming-shop";
import { OTHER } from "../inventory/graph-world";
import { anId } from "./case";

/** It stands in bodies, in the errors that they carry and in the log of a consumer, and nowhere else. */
const SECRET = "zebra7731";
const HOST = `db-${SECRET}.internal`;

let world: World;
let ids: Record<string, readonly string[]>;
let otherId: string;
beforeAll(async () => {
  world = await createWorld();
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: { type: "AccessDeniedError", message: `access to ${SECRET} was denied` } });
  await shop.fail(2, (order) => ({ order, customer: SECRET }));
  await shop.gather();
  const account = { ...(await anAccount(world, OTHER)) };
  otherId = account.id;
  const mine = { ...account, id: shop.accountId, awsAccountId: SHOP, clients: world.aws };
  for (const [name, error] of [
    ["refunds", `connect ECONNREFUSED ${HOST}:5432`],
    ["parcels", `access to ${SECRET} is denied by https://${HOST}/parcels`],
  ] as const)
    await (await aConsumedQueue(world, mine, name, { isRead: true })).fail({ error, customer: SECRET });
  const list = async <K extends OperationId>(id: K, input: object = {}) =>
    ((await world.ask(id, input as InputOf<K>)) as { items: { id: string }[] }).items.map((item) => item.id);
  ids = {
    accounts: [shop.accountId],
    queues: await list("listQueues"),
    messages: await list("listFailedMessages"),
    "failure-classes": await list("listFailureClasses", { view: "all" }),
    resources: (await list("listResources")).slice(0, 10),
  };
});
afterAll(() => world.stop());

const questions = (Object.entries(contract) as [OperationId, Endpoint][]).filter(
  ([, { method, capability }]) => method === "GET" && capability !== "public",
);
const nounOf = (path: string) => /([\w-]+)\/\{id\}/.exec(path)?.[1];
const REQUIRED: Partial<Record<OperationId, readonly object[]>> = {
  groupFailures: ["error", "consumer", "owner", "queue"].map((by) => ({ by })),
  listFilterSuggestions: [
    "cau",
    "type:",
    "queue:",
    "account:",
    "group:",
    "error:",
    "body.",
    "body.customer:",
    "attr.",
  ].map((typed) => ({ typed })),
};
/** Every way in which the test asks an operation. */
function inputsOf(id: OperationId, { path }: Endpoint): readonly object[] {
  const noun = nounOf(path);
  return noun === undefined ? (REQUIRED[id] ?? [{}]) : (ids[noun] ?? []).map((one) => ({ id: one }));
}
const answerOf = async (id: OperationId, input: object, role: "viewer" | "admin", scope?: Scope) =>
  world.ask(id, input as never, role, scope ? { scope } : {}).then(
    (answer) => JSON.stringify(answer),
    (refusal: DloError) => refusal.code,
  );

test.each(questions)(
  "%s tells nothing from bodies, error texts and logs to who may not read bodies",
  async (id, entry) => {
    for (const input of inputsOf(id, entry)) expect(await answerOf(id, input, "viewer")).not.toContain(SECRET);
  },
);

test("the same is told to who may read bodies: in bodies, log lines, incidents and suggested values", async () => {
  const tellers = await Promise.all(
    questions.map(async ([id, entry]) => {
      const answers = await Promise.all(inputsOf(id, entry).map((input) => answerOf(id, input, "admin")));
      return answers.some((answer) => answer.includes(SECRET)) ? [id] : [];
    }),
  );

  expect(tellers.flat().sort()).toEqual([
    "getClassEvidence",
    "getMessageBody",
    "listFilterSuggestions",
    "listIncidents",
  ]);
});

test("an incident of failures that name one host is told without the host to who may not read error texts", async () => {
  const told = async (role: "viewer" | "admin") => {
    const { items } = await world.ask("listIncidents", {}, role);
    return items.map(({ title, sharedBy }) => ({
      title: title.replace(/\d\d:\d\d/, "…"),
      sharedBy: sharedBy.filter(({ kind }) => kind === "dependency"),
    }));
  };

  expect(await told("admin")).toEqual([
    {
      title: `2 failures since … UTC share dependency ${HOST}`,
      sharedBy: [{ kind: "dependency", value: HOST, name: HOST }],
    },
  ]);
  expect(await told("viewer")).toEqual([
    {
      title: "2 failures since … UTC share the same dependency",
      sharedBy: [{ kind: "dependency", value: "", name: "the same dependency" }],
    },
  ]);
});

test("no filter by text, body or attribute finds, counts or plans anything for who may not read bodies", async () => {
  const planner: Actor = { ...world.web("viewer").actor, capabilities: ["counts.see", "plans.create"] };
  const [classId] = ids["failure-classes"] ?? [];
  for (const q of [
    SECRET,
    `"${SECRET}"`,
    `-${SECRET}`,
    `error:${SECRET}`,
    `body.customer:${SECRET}`,
    "body.order>0",
    "-attr.tenant:*",
  ]) {
    const list = world.ask("listFailedMessages", { q }, "viewer");
    const input = { action: "redrive", selection: { classId, q } };
    const plan = operations.createPlan({ ...world.web("viewer"), actor: planner }, input);

    await expect(list, q).rejects.toMatchObject({ code: "forbidden" });
    await expect(plan, q).rejects.toMatchObject({ code: "forbidden" });
  }
});

test.each(questions)("%s tells nothing of an account outside the actor's scope", async (id, entry) => {
  const scope: Scope = { kind: "accounts", accountIds: [otherId] };
  const isOfOne = nounOf(entry.path) !== undefined;
  for (const input of inputsOf(id, entry)) {
    const answer = await answerOf(id, input, "admin", scope);
    if (isOfOne) expect(answer, JSON.stringify(input)).toBe("not-found");
    for (const trace of [...(ids.accounts ?? []), SHOP, "refunds", "parcels", "order-writer"])
      expect(answer, trace).not.toContain(trace);
  }
});

test.each([
  ["groupFailures", { by: "weather" }, "by"],
  ["groupFailures", { by: "error", limit: "501" }, "limit"],
  ["listFilterSuggestions", { typed: "x".repeat(1_001) }, "typed"],
  ["listFilterSuggestions", { typed: "", classId: "fc_1" }, "classId"],
  ["listFailedMessages", { q: "caus:x" }, "q"],
  ["setClassRunbook", { id: anId("fc"), url: "javascript:alert(1)" }, "url"],
  ["setClassRunbook", { id: anId("fc"), url: `https://x.test/${"x".repeat(2_000)}` }, "url"],
  ["saveView", { name: " ", place: "messages", query: "" }, "name"],
  ["saveView", { name: "mine", place: "elsewhere", query: "" }, "place"],
  ["saveView", { name: "mine", place: "failures", query: "x".repeat(2_001) }, "query"],
  ["createPlan", { action: "redrive", selection: { queueId: anId("q"), q: "age>soon" } }, "selection.q"],
  ["createPlan", { action: "rescue", selection: { queueId: anId("q"), q: "state:present" } }, "selection.q"],
  ["previewRegroup", { rules: [], days: 31 }, "days"],
  ["putGroupingRules", { rules: [{ name: "x", where: {}, does: { groupAs: "y" } }] }, "rules.0.where"],
  ["applyRegroup", { id: anId("rgp"), confirmCount: -1 }, "confirmCount"],
] satisfies [OperationId, object, string][])("%s refuses %j and names %s", async (id, input, field) => {
  await expect(world.ask(id, input as never)).rejects.toMatchObject({
    code: "invalid-input",
    fields: expect.arrayContaining([expect.objectContaining({ field })]),
  });
});
