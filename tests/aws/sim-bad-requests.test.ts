import { request as httpRequest } from "node:http";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Service } from "@/simulator/service";
import { SERVICES } from "@/simulator/services";
import { type Simulator, startSimulator } from "@/simulator/start";
import { furnish, StandingWorld } from "./furnished-world";
import { ROLE } from "./plausible-inputs";
import { ask, errorCodeOf, type RawAnswer, type RawRequest, rawRequest, signature } from "./raw-request";
import { ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let inputs: Awaited<ReturnType<typeof furnish>>;
let standing: StandingWorld;
let session: { accessKeyId: string; sessionToken: string };
beforeAll(async () => {
  simulator = await startSimulator();
  inputs = await furnish(simulator);
  session = await anExpiredSession();
  await sim(simulator.url, "POST", "/setup", { users: [NOBODY] });
  standing = new StandingWorld(simulator.world);
});
afterAll(() => simulator.stop());

const ALL = [...SERVICES.values()];
const NOBODY = { arn: `arn:aws:iam::${ACCOUNT}:user/nobody`, accessKeyId: "AKIANOBODY0000000001", policies: [] };

async function anExpiredSession() {
  const wish = { RoleArn: ROLE, RoleSessionName: "ada", DurationSeconds: 900 };
  const { Credentials } = await new STSClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
  }).send(new AssumeRoleCommand(wish));
  await simulator.world.advance(901);
  return { accessKeyId: Credentials?.AccessKeyId ?? "", sessionToken: Credentials?.SessionToken ?? "" };
}

/** How each operation of the service answers its plausible request after `change`; the world must stay as it was. */
async function answersTo(service: Service, change: (request: RawRequest) => RawRequest, key?: string) {
  const answers: string[] = [];
  for (const operation of Object.keys(service.operations)) {
    const request = rawRequest(service, operation, inputs[service.name]?.[operation] ?? {}, key);
    if (request.method === "HEAD") continue;
    const answer = await ask(simulator.url, change(request));
    const changed = standing.changedParts();
    if (changed.length > 0) standing.restore();
    answers.push([operation, ...described(service, answer), ...changed].join(" "));
  }
  return answers;
}

function described(service: Service, answer: RawAnswer): unknown[] {
  return answer.status < 300 ? ["accepted"] : [answer.status, errorCodeOf(service, answer)];
}

/** Those that answer with a body: to HEAD nothing can be told but a status. */
const everyOperation = ({ operations }: Service, told: string) =>
  Object.keys(operations)
    .filter((name) => name !== "HeadObject")
    .map((name) => `${name} ${told}`);
const inTheirWords = ({ wire }: Service, json: string, query: string) =>
  wire.kind === "query" || wire.kind === "rest-xml" ? query : json;
const withHeaders = (headers: Record<string, string>) => (request: RawRequest) => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

// S3 is told from the others by its signature.
test.each(ALL.filter(({ wire }) => wire.kind !== "rest-xml"))(
  "$name refuses unsigned requests, whatever they ask",
  async (service) => {
    const answers = await answersTo(service, withHeaders({ authorization: "" }));

    const code = inTheirWords(service, "MissingAuthenticationTokenException", "MissingAuthenticationToken");
    expect(answers).toEqual(everyOperation(service, `403 ${code}`));
  },
);

test.each(ALL)("$name refuses a session that has ended, whatever it asks", async (service) => {
  const authorization = signature(service.signingName ?? service.name, session.accessKeyId);
  const answers = await answersTo(
    service,
    withHeaders({ authorization, "x-amz-security-token": session.sessionToken }),
  );

  const code = inTheirWords(service, "ExpiredTokenException", "ExpiredToken");
  expect(answers).toEqual(everyOperation(service, `403 ${code}`));
});

test.each(ALL)("$name asks IAM before any of its operations does something", async (service) => {
  const answers = await answersTo(service, (request) => request, NOBODY.accessKeyId);

  const code =
    service.name === "sns" ? "AuthorizationError" : inTheirWords(service, "AccessDeniedException", "AccessDenied");
  const expected = everyOperation(service, `403 ${code}`);
  expect(answers).toEqual(expected.map((one) => one.replace(/^GetCallerIdentity .*/, "GetCallerIdentity accepted")));
});

test.each(ALL.filter(({ wire }) => wire.kind === "json"))(
  "$name refuses bodies that are no JSON object",
  async (service) => {
    for (const body of ["{", "[]", "7", '{"a":', "\u0000", '{"a":1}}', "\ufeff{}", "nul"]) {
      const answers = await answersTo(service, (request) => ({ ...request, body }));

      expect(answers).toEqual(everyOperation(service, "400 SerializationException"));
    }
  },
);

test.each(ALL)("$name refuses a body beyond eight megabytes", async (service) => {
  const [operation = ""] = Object.keys(service.operations);
  const { path, headers } = rawRequest(service, operation, inputs[service.name]?.[operation] ?? {});
  const answer = await tellSize({ path, headers: { ...headers, "content-length": "9000000" } });

  expect(answer).toBe(413);
  expect(standing.changedParts()).toEqual([]);
});

test.each([
  "A=1&Action=",
  "Action=%ZZ&Version=2010-03-31",
  "Action=Publish&Version=2010-03-31&a.b.c.d=1&a=2&a.b=3",
  "&&&===",
])("SNS refuses the form %s", async (body) => {
  const sns = SERVICES.get("sns");
  if (!sns) throw new Error("no SNS");
  const answer = await ask(simulator.url, { ...rawRequest(sns, "Publish", {}), body });

  expect(answer.status).toBe(400);
  expect(errorCodeOf(sns, answer)).toMatch(/^\w+$/);
});

test.each(ALL.filter(({ wire }) => wire.kind === "rest"))(
  "$name refuses bodies and paths that are none",
  async (service) => {
    const sendsBody = (request: RawRequest) => (request.body === undefined ? request : { ...request, body: "{" });
    const spoilsPath = (request: RawRequest) => ({ ...request, path: request.path.replace(/thing|fresh/, "%ZZ%00..") });

    const [bodies, paths] = [await answersTo(service, sendsBody), await answersTo(service, spoilsPath)];

    expect([...bodies, ...paths].filter((one) => / 5\d\d | undefined/.test(one))).toEqual([]);
  },
);

test.each(["json", "cbor"])("CloudWatch refuses %s nested fifty thousand levels deep", async (form) => {
  const json = `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
  const cbor = Uint8Array.from([0xa1, 0x61, 0x61, ...Array(50_000).fill(0x81), 0x80]);
  const isJson = form === "json";
  const response = await fetch(`${simulator.url}/service/GraniteServiceVersion20100801/operation/ListMetrics`, {
    method: "POST",
    headers: {
      authorization: signature("monitoring"),
      ...(isJson
        ? { "x-amz-target": "GraniteServiceVersion20100801.ListMetrics" }
        : { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" }),
    },
    body: isJson ? json : cbor,
  });

  expect(response.status).toBe(400);
  expect(await response.text()).toContain("SerializationException");
});

/** Announces a body and does not send it: only a server that refuses it unread answers. */
function tellSize({ path, headers }: Pick<RawRequest, "path" | "headers">) {
  return new Promise<number | undefined>((resolve, reject) => {
    const asking = httpRequest(`${simulator.url}${path}`, { method: "POST", headers }, ({ statusCode }) =>
      resolve(statusCode),
    );
    asking.on("error", reject);
    asking.write("{");
  });
}
