import { afterAll, beforeAll, test } from "vitest";
import { contract, type OperationId } from "@/lib/contract";
import { ROLES } from "@/lib/core/access/capabilities";
import { aPersonWith, aSharedQueue, askerOf } from "./shared-queue";

let stage: Awaited<ReturnType<typeof aSharedQueue>>;
beforeAll(async () => {
  stage = await aSharedQueue();
});
afterAll(() => stage.world.stop());
const TEAM = {
  kind: "some" as const,
  accountIds: [],
  environments: [],
  tags: [{ key: "team", value: "orders" }],
  owners: [],
};

test("probe", async () => {
  const { world } = stage;
  const role = await world.ask("createRole", { name: "All", capabilities: ROLES.admin as never });
  const { id, ask } = await aPersonWith(world, role.id, TEAM);
  const all = (await world.ask("listFailedMessages", { queueId: stage.dlq.id })).items;
  const bill = all.filter((m) => m.sourceQueueArn === stage.billingArn);
  const ord = all.filter((m) => m.sourceQueueArn === stage.ordersArn);
  const p1 = await world.ask("createPlan", { action: "redrive", selection: { messageIds: bill.map((m) => m.id) } });
  const r1 = (await world
    .ask("applyPlan", { id: p1.id, hash: p1.hash, breakGlass: { reason: "just for this test" } } as never)
    .catch((e) => console.log("apply", e.message))) as never as { runId: string };
  const p2 = (await world
    .ask("createPlan", { action: "redrive", driver: "move-task", selection: { queueId: stage.dlq.id } })
    .catch((e) => console.log("mt", e.message))) as never as { id: string; hash: string };
  if (r1) await world.ask("cancelRun", { id: r1.runId });
  const r2 =
    p2 &&
    ((await world
      .ask("applyPlan", { id: p2.id, hash: p2.hash, breakGlass: { reason: "just for this test" } } as never)
      .catch((e) => console.log("apply2", e.message))) as never as { runId: string });
  const classes = (await ask("listFailureClasses", { view: "all" })).items;
  const cls = classes.find((c) => c.queueName === "central-dlq");
  const billClass = (await world.ask("listFailureClasses", { view: "all" })).items.find(
    (c) => c.id === bill[0]?.classId,
  );
  await world.ask("addClassNote", { id: billClass?.id ?? "", text: "billing note" });
  const queues = (await ask("listQueues", {})).items;
  const res = (await ask("listResources", {})).items;
  const ids: Record<string, string[]> = {
    failureClass: [cls?.id ?? ""],
    queue: queues.map((q) => q.id),
    message: [ord[0]?.id ?? ""],
    resource: res.map((r) => r.id),
  };
  console.log(
    "queues",
    queues.map((q) => q.name),
    "res",
    res.map((r) => r.name),
    "r",
    r1,
    r2,
  );
  for (const opId of Object.keys(contract) as OperationId[]) {
    const c = contract[opId];
    if (c.method !== "GET") continue;
    const inputs: unknown[] = [];
    if (!c.path.includes("{")) inputs.push({});
    else for (const id of Object.values(ids).flat()) inputs.push({ id });
    if (opId === "listRuns") inputs.push({ queueId: stage.dlq.id });
    if (opId === "listFailureClasses") inputs.push({ view: "all" });
    if (opId === "groupFailures")
      for (const by of ["queue", "consumer", "owner", "account", "error"]) inputs.push({ by });
    if (opId === "listApprovals") for (const view of ["waiting", "asked", "decided"]) inputs.push({ view });
    if (opId === "listFilterSuggestions")
      for (const typed of ["queue:", "body.", "type:", "account:"]) inputs.push({ typed });
    for (const input of inputs) {
      const out = await ask(opId, input as never).then(
        (o) => JSON.stringify(o),
        (e) => `ERR ${e.code} ${e.message}`,
      );
      if (/ERR (internal|undefined)/.test(out)) console.log(opId, JSON.stringify(input), out.slice(0, 300));
      if (/bill/i.test(out)) {
        const i = out.search(/bill/i);
        console.log("LEAK", opId, JSON.stringify(input), out.slice(Math.max(0, i - 200), i + 60));
      }
      if ([r1?.runId, r2?.runId, p1.id, p2?.id].some((x) => x && out.includes(x)) && !/ERR/.test(out))
        console.log("LEAK-ID", opId, JSON.stringify(input), out.slice(0, 1500));
      if (
        !/ERR/.test(out) &&
        [
          "listAuditEntries",
          "getNow",
          "getFailureClass",
          "listQueues",
          "getFirstReport",
          "listPollers",
          "getDrift",
          "listRoles",
          "getMe",
          "getInventory",
          "listClassActivity",
          "getQueue",
          "getResource",
        ].includes(opId)
      )
        console.log(opId, out.slice(0, 1800));
    }
  }
});
