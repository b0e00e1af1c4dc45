import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { InputOf, OperationId, OutputOf } from "@/lib/contract";
import type { Role } from "@/lib/core/access/capabilities";
import { EVERYTHING } from "@/lib/core/access/scope";
import { ROLE_ACTIONS } from "@/lib/core/iam/role-policies";
import { execute, sql } from "@/lib/db/query";
import { getRun } from "@/lib/db/runs";
import { operations } from "@/lib/operations";
import { lookAtExecutions } from "@/lib/operations/executions/look-at-executions";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { judgeClasses } from "@/lib/operations/polling/keep-house";
import { driveRun } from "@/lib/operations/runs/drive";
import { observeRun } from "@/lib/operations/runs/observe";
import { collectUnrecorded } from "@/lib/operations/unrecorded/collect-unrecorded";
import { rootKeys, sim } from "../../aws/sim-clients";
import { connectShop, REGION, SHOP, type ShopOptions, type World } from "../../support/world";
import { placeOf, READ } from "../inventory/graph-world";

const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${SHOP}:function:${name}`;
const invoke = (FunctionName: string, more: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName, "Payload.$": "$" },
  ResultPath: null,
  ...more,
});
/** Reserve, then Pay. */
const CHECKOUT = { Reserve: invoke("reserve", { Next: "Pay" }), Pay: invoke("pay", { End: true }) };

/** A connected shop with a saga of two functions, and a clock that it, the office and the database go by. */
export async function aSagaShop(world: World, options: ShopOptions = {}) {
  const operateActions = Object.values(ROLE_ACTIONS.operate).flat();
  const account = await connectShop(world, { readActions: READ, operateActions, ...options });
  const config = { endpoint: world.simulator.url, region: REGION, maxAttempts: 1 };
  const sfn = new SFNClient({ ...config, credentials: rootKeys(SHOP) });
  let shiftSeconds = 0;
  const now = () => new Date(Date.now() + shiftSeconds * 1000);
  const worker = () => ({ ...world.worker(), now });
  const behave = async (name: string, behaviour: readonly object[]) => {
    const { status, body } = await sim(world.simulator.url, "POST", "/setup", {
      functions: [{ arn: functionArn(name), behaviour }],
    });
    if (status >= 300) throw new Error(JSON.stringify(body));
  };
  const later = async (seconds: number) => {
    shiftSeconds += seconds;
    await sim(world.simulator.url, "POST", "/advance", { seconds });
    await execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(secs => ${shiftSeconds})`);
  };
  /** Asks as a door would, at the shop's time. */
  const ask = <K extends OperationId>(id: K, input: InputOf<K>, role: Role = "admin"): Promise<OutputOf<K>> =>
    operations[id]({ ...world.web(role), now }, input);
  const collectNow = async () => collectUnrecorded(worker(), await placeOf(world, account.id));

  return {
    account,
    sfn,
    later,
    worker,
    now,
    breaks: (name: string, type = "CardDeclined") => behave(name, [{ fails: { type, message: "do not honour" } }]),
    works: (name: string) => behave(name, [{ returns: name }]),
    /** Fails for these orders only. */
    breaksFor: (name: string, orders: readonly number[]) =>
      behave(name, [
        { when: { order: [...orders] }, fails: { type: "CardDeclined", message: "do not honour" } },
        { returns: name },
      ]),
    aMachine: async (name = "checkout", states: object = CHECKOUT, type: "STANDARD" | "EXPRESS" = "STANDARD") => {
      const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
      const roleArn = `arn:aws:iam::${SHOP}:role/saga`;
      const command = new CreateStateMachineCommand({ name, type, definition, roleArn });
      return (await sfn.send(command)).stateMachineArn ?? "";
    },
    start: async (stateMachineArn: string, order: number) => {
      const input = JSON.stringify({ order });
      const started = await sfn.send(new StartExecutionCommand({ stateMachineArn, input, name: `order-${order}` }));
      return started.executionArn ?? "";
    },
    described: (executionArn: string) => sfn.send(new DescribeExecutionCommand({ executionArn })),
    /** Somebody redrives it past us. */
    redrive: (executionArn: string) => sfn.send(new RedriveExecutionCommand({ executionArn })),
    inventory: async () => {
      const place = await placeOf(world, account.id);
      await discoverQueues(worker(), place);
      await collectInventory(worker(), place);
    },
    collect: collectNow,
    /** Lets the metrics of all so far be told, and reads them. */
    collectLater: async () => {
      await later(720);
      await collectNow();
    },
    lookAgain: async () => lookAtExecutions(worker(), await placeOf(world, account.id)),
    judge: () => judgeClasses(worker()),
    ask,
    classes: async () => (await ask("listFailureClasses", { view: "all", limit: 50 })).items,
    executions: async (classId: string) => (await ask("listFailedExecutions", { id: classId, limit: 100 })).items,
  };
}
export type SagaShop = Awaited<ReturnType<typeof aSagaShop>>;

/** Orders that failed at Pay, kept as one class. */
export async function failedOrders(shop: SagaShop, orders: readonly number[]) {
  await shop.works("reserve");
  await shop.breaks("pay");
  const machine = await shop.aMachine();
  await shop.inventory();
  await shop.collect();
  const arns: string[] = [];
  for (const order of orders) arns.push(await shop.start(machine, order));
  await shop.collectLater();
  const [found] = await shop.classes();
  if (!found) throw new Error("no class of executions was made");
  return { machine, arns, classId: found.id };
}

/** Plans about executions, and their runs to the end. */
export function runsIn(here: () => { readonly world: World; readonly shop: SagaShop }) {
  const plan = (classId: string, more: Partial<InputOf<"createPlan">> = {}) =>
    here().shop.ask("createPlan", { action: "redrive", selection: { classId }, ...more }, "operator");
  const apply = async ({ id, hash }: { id: string; hash: string }) =>
    (await here().shop.ask("applyPlan", { id, hash }, "operator")).runId;
  /** Drives and watches until the run rests. */
  const toTheEnd = async (runId: string) => {
    const { world, shop } = here();
    for (let round = 0; round < 20; round += 1) {
      await driveRun(shop.worker(), runId);
      const run = await getRun(world.db, EVERYTHING, runId);
      if (run?.state !== "observing") break;
      await shop.later(2);
      await observeRun(shop.worker(), run);
    }
    return shop.ask("getRun", { id: runId });
  };
  return { plan, apply, toTheEnd };
}
