import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SERVICES } from "@/simulator/services";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ask, errorCodeOf, rawRequest } from "./raw-request";
import { ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const HOUR_MS = 3_600_000;
const amzDate = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");

async function askSignedAt(name: string, operation: string, date: string) {
  const service = SERVICES.get(name);
  if (!service) throw new Error(`no service ${name}`);
  const request = rawRequest(service, operation, {});
  const answer = await ask(simulator.url, { ...request, headers: { ...request.headers, "x-amz-date": date } });
  return { ...answer, code: answer.status < 300 ? undefined : errorCodeOf(service, answer) };
}

test.each([
  ["sqs", "ListQueues", "InvalidSignatureException"],
  ["lambda", "ListFunctions", "InvalidSignatureException"],
  ["sts", "GetCallerIdentity", "SignatureDoesNotMatch"],
])("a request to %s signed an hour ago has expired, and the answer tells the time", async (name, operation, code) => {
  const answer = await askSignedAt(name, operation, amzDate(Date.now() - HOUR_MS));

  expect(answer).toMatchObject({ status: 403, code, text: expect.stringContaining("Signature expired: ") });
  expect(answer.text).toMatch(/is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)/);
  expect(Date.parse(answer.headers.get("date") ?? "")).toBeGreaterThan(Date.now() - 60_000);
});

test("a request signed in an hour is not yet current", async () => {
  const answer = await askSignedAt("events", "ListRules", amzDate(Date.now() + HOUR_MS));

  expect(answer).toMatchObject({ status: 403, text: expect.stringContaining("Signature not yet current: ") });
});

test.each(["", "yesterday", "20261345T000000Z", "2026-11-20T00:00:00Z", "9".repeat(5000)])(
  "%j is no date of a signature",
  async (date) => {
    const answer = await askSignedAt("sqs", "ListQueues", date);

    expect(answer).toMatchObject({ status: 400, code: "IncompleteSignatureException" });
  },
);

test("minutes are tolerated", async () => {
  const answer = await askSignedAt("sqs", "ListQueues", amzDate(Date.now() - 240_000));

  expect(answer.status).toBe(200);
});

test.each([-HOUR_MS, HOUR_MS])(
  "a client that is wrong by %d ms learns the time from the refusal",
  async (systemClockOffset) => {
    const config = { endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT), maxAttempts: 1 };
    const sqs = new SQSClient({ ...config, systemClockOffset });
    const sts = new STSClient({ ...config, systemClockOffset });

    const first = await Promise.allSettled([
      sqs.send(new ListQueuesCommand({})),
      sts.send(new GetCallerIdentityCommand({})),
    ]);

    expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(sqs.send(new ListQueuesCommand({}))).resolves.toBeDefined();
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: ACCOUNT });
  },
);

test("the simulated clock has no part in it", async () => {
  await sim(simulator.url, "POST", "/advance", { seconds: 86_400 });
  const client = new SQSClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
  });

  await expect(client.send(new ListQueuesCommand({}))).resolves.toBeDefined();
});
