import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { eventually, startProcess } from "../../support/process";
import { testMasterKey } from "../../support/template";
import { createWorld, type World } from "../../support/world";
import { aWatchedAccount, readAndJudge } from "./watched";

async function aRunningWorker(world: World) {
  const worker = startProcess(["--import", "tsx", "jobs/worker.ts"], {
    DATABASE_URL: world.database.workerUrl,
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: testMasterKey,
    DLO_AWS_ENDPOINT: world.simulator.url,
    DLO_WORKER_PORT: `${await freePort()}`,
    AWS_ACCESS_KEY_ID: "999999999999",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_REGION: "eu-central-1",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  onTestFinished(() => worker.kill());
  await worker.printed(/the worker works/);
}

test("an owner set by hand shows in lists within seconds, not at the next turn of the judge", async () => {
  const world = await createWorld();
  onTestFinished(() => world.stop());
  const shop = await aWatchedAccount(world);
  const arn = await shop.queue("orders");
  await readAndJudge(world, shop.id);
  await aRunningWorker(world);
  const ownerOf = async () => (await world.ask("listQueues", { name: "orders" }, "viewer")).items[0]?.owner;
  const judgedAt = async () =>
    (await world.ask("listPollers", {})).items.find(({ poller }) => poller === "judgeHoles")?.succeededAt;
  const firstTurn = await eventually(async () => (await judgedAt()) ?? undefined, 30_000);

  const askedAt = Date.now();
  await world.ask("setOwner", { arn, owner: "checkout" });
  await eventually(async () => ((await ownerOf()) === "checkout" ? true : undefined), 30_000);

  expect(Date.now() - askedAt).toBeLessThan(20_000);
  expect(await eventually(async () => ((await judgedAt()) !== firstTurn ? true : undefined))).toBe(true);
});
