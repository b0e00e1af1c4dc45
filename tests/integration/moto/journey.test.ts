import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "@/lib/contract/plans";
import { findAccount } from "@/lib/db/accounts";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { driveRun } from "@/lib/operations/runs/drive";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { bodiesIn, deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, createOffice, type Office, REGION } from "../../support/world";
import { hasMoto, MOTO_ACCOUNT, startMoto } from "./moto-server";

const isHere = hasMoto();
if (!isHere) console.log("SKIPPED: the journey against moto, because moto_server is not on PATH");

const BODIES = Array.from({ length: 12 }, (_, index) =>
  JSON.stringify({ type: "OrderPlaced", orderId: index, errorMessage: "TypeError: x is undefined" }),
);

describe.skipIf(!isHere)("against moto", () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let office: Office;
  let accountId: string;
  beforeAll(async () => {
    moto = await startMoto();
    process.env.AWS_ACCESS_KEY_ID = "AKIAELSEWHERE";
    process.env.AWS_SECRET_ACCESS_KEY = "secret";
    office = await createOffice(moto.url);
    accountId = await connectAccount();
  });
  afterAll(async () => {
    await office?.stop();
    await moto?.stop();
  });

  async function connectAccount(): Promise<string> {
    const role = (name: string) => `arn:aws:iam::${MOTO_ACCOUNT}:role/dlo-${name}`;
    const { id } = await office.ask("createAccount", {
      awsAccountId: MOTO_ACCOUNT,
      name: "elsewhere",
      environment: "sat",
      isProduction: false,
      regions: [REGION],
      defaultMode: "index",
      readRoleArn: role("read"),
      inspectRoleArn: role("inspect"),
      operateRoleArn: role("operate"),
    });
    await office.ask("updateAccount", { id, isWritable: true });
    return id;
  }

  /** A dead-letter queue with 12 messages that moto itself moved there, found and scanned by us. */
  async function deadLetters(name: string) {
    const clients = clientsOf(moto.url, rootKeys("AKIAELSEWHERE"), REGION);
    const pair = await aQueuePair(clients, name);
    await deadLetter(clients, pair, BODIES);
    return { clients, pair, queue: await seenQueue(office, accountId, `${name}-dlq`) };
  }

  async function apply({ id, hash }: Plan) {
    const { runId } = await office.ask("applyPlan", { id, hash }, "operator");
    await driveRun(office.worker(), runId);
    return office.ask("getRun", { id: runId });
  }

  test("all three roles are taken and the account is seen", async () => {
    const account = await findAccount(office.db, accountId);
    if (!account) throw new Error("the account was not kept");

    await checkAccess(office.worker(), { account, region: REGION });

    const { regions } = await office.ask("getAccount", { id: accountId });
    expect(regions).toMatchObject([{ region: REGION, blindSince: null }]);
  });

  test("a class of dead letters is counted, read, planned and given back by our mover", async () => {
    const { clients, pair, queue } = await deadLetters("orders");
    const [failure] = (await office.ask("listFailureClasses", { view: "all", queueId: queue.id })).items;

    const plan = await office.ask(
      "createPlan",
      { action: "redrive", selection: { classId: failure?.id ?? "" }, ratePerSecond: 500 },
      "operator",
    );
    const run = await apply(plan);

    expect(queue).toMatchObject({ isDeadLetterQueue: true, visible: 12 });
    expect(failure).toMatchObject({ presentCount: 12, causeKind: "code-error" });
    expect(plan.destinationArns).toEqual([pair.sourceArn]);
    expect(run.counters).toMatchObject({ selected: 12, sent: 12, deleted: 12, ambiguous: 0 });
    expect(await bodiesIn(clients, pair.sourceUrl)).toEqual([...BODIES].sort());
    expect(await bodiesIn(clients, pair.dlqUrl)).toEqual([]);
  });

  test("a move task ends as absent here, and our mover serves the same queue", async () => {
    const { clients, pair, queue } = await deadLetters("invoices");
    const wish = { action: "redrive", selection: { queueId: queue.id } } as const;

    const tried = await apply(await office.ask("createPlan", { ...wish, driver: "move-task" }, "operator"));
    const served = await apply(await office.ask("createPlan", { ...wish, ratePerSecond: 500 }, "operator"));

    expect(tried).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("has no sqs:ListMessageMoveTasks"),
    });
    expect(served.counters).toMatchObject({ selected: 12, sent: 12, deleted: 12 });
    expect(await bodiesIn(clients, pair.sourceUrl)).toEqual([...BODIES].sort());
  });
});
