import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, clientsOf, errorOf, sim } from "./sim-clients";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.stop());

const user = { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, accessKeyId: "AKIAADALOVELACE00001", policies: [] };

test("a frozen world stands still until it is let go, and can be advanced meanwhile", async () => {
  await sim(simulator.url, "POST", "/freeze");
  const first = simulator.world.clock.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await sim(simulator.url, "POST", "/advance", { seconds: 90 });

  expect(simulator.world.clock.now()).toBe(first + 90_000);
  expect((await sim(simulator.url, "DELETE", "/freeze")).body).toMatchObject({ isFrozen: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(simulator.world.clock.now()).toBeGreaterThan(first + 90_000);
});

test("a scenario plays its setups and faults at their times on the clock", async () => {
  const { sqs } = clientsOf(simulator.url);
  await sim(simulator.url, "POST", "/scenario", {
    steps: [
      { afterSeconds: 60, faults: [{ operation: "sqs:ListQueues", kind: "throttle" }], setup: { users: [user] } },
      { afterSeconds: 120, removeFaults: true },
    ],
  });

  await sqs.send(new ListQueuesCommand({}));
  await simulator.world.advance(60);
  expect(await errorOf(sqs.send(new ListQueuesCommand({})))).toMatchObject({ name: "RequestThrottled" });
  expect(simulator.world.iam.users.has(user.accessKeyId)).toBe(true);
  await simulator.world.advance(60);
  await sqs.send(new ListQueuesCommand({}));
});

test("a scenario with one wrong step plans nothing and names the field", async () => {
  const steps = [
    { afterSeconds: 1, removeFaults: true },
    { afterSeconds: 2, faults: [{ operation: "sqs:*", kind: "x" }] },
  ];

  expect(await sim(simulator.url, "POST", "/scenario", { steps })).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/^rules\[0\]\.kind must be one of/) },
  });
  expect(simulator.world.agenda.size).toBe(0);
});

test("a scenario waits in a snapshot", async () => {
  await sim(simulator.url, "POST", "/scenario", { steps: [{ afterSeconds: 60, setup: { users: [user] } }] });
  const copy = await startSimulator();
  copy.world.load(JSON.parse(JSON.stringify(simulator.world.serialize())));

  await copy.world.advance(60);

  expect(copy.world.iam.users.has(user.accessKeyId)).toBe(true);
  await copy.stop();
});
