import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { JOBS } from "@/simulator/jobs";
import { type Simulator, startSimulator } from "@/simulator/start";
import { aQueue, clientsOf, sim } from "./sim-clients";

const user = (name: string) => ({
  arn: `arn:aws:iam::111122223333:user/${name}`,
  accessKeyId: `AKIA${name.toUpperCase()}0001`,
  policies: [],
});

let simulator: Simulator;
let told: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  simulator = await startSimulator();
  told = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(async () => {
  told.mockRestore();
  await simulator.stop();
});

/** Something damaged between two steps of a scenario that make users. */
async function planAmong(kind: string, subject: unknown): Promise<void> {
  const { world } = simulator;
  await sim(simulator.url, "POST", "/scenario", { steps: [{ afterSeconds: 10, setup: { users: [user("before")] } }] });
  world.agenda.plan({ at: world.clock.now() + 10_000, kind, subject });
  await sim(simulator.url, "POST", "/scenario", { steps: [{ afterSeconds: 10, setup: { users: [user("after")] } }] });
}

const BROKEN = Object.keys(JOBS).flatMap((kind) =>
  [null, 7, {}, { delivery: null, arn: 7 }].map((subject) => [kind, subject]),
);

test.each([...BROKEN, ["nobody.knows", {}], ["constructor", {}]] as [string, unknown][])(
  "a damaged job %s %j leaves the others and the process alone",
  async (kind, subject) => {
    await planAmong(kind, subject);

    await simulator.world.advance(20);

    expect([...simulator.world.iam.users.keys()]).toEqual([user("before").accessKeyId, user("after").accessKeyId]);
    expect(simulator.world.agenda.nextAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(simulator.world.clock.now());
  },
);

test("a job that breaks is told once, in words that name it, and calls go on", async () => {
  const clients = clientsOf(simulator.url);
  const QueueUrl = await aQueue(clients, "orders");
  simulator.world.agenda.plan({ at: 0, kind: "nobody.knows", subject: {} });

  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));

  expect((await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
  expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("nobody.knows"), expect.any(Error));
});
