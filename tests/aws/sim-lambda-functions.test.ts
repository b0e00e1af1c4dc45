import { createHash } from "node:crypto";
import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, type Clients, clientsOf, errorOf, REGION, sim } from "./sim-clients";
import { aFunction, behave, functionArn, printed, queueArn } from "./sim-lambda";

let simulator: Simulator;
let clients: Clients;

beforeAll(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
});

afterAll(() => simulator.stop());

const answerOf = (payload: Uint8Array | undefined) => JSON.parse(Buffer.from(payload ?? []).toString() || "null");
const event = (value: unknown) => Buffer.from(JSON.stringify(value));

test("a created function shows its settings and the hash of its code", async () => {
  const created = await aFunction(clients, "made", { Timeout: 10, Environment: { Variables: { STAGE: "prd" } } });

  expect(created).toMatchObject({
    FunctionArn: functionArn("made"),
    CodeSha256: createHash("sha256").update("code of made").digest("base64"),
    State: "Active",
    Version: "$LATEST",
    PackageType: "Zip",
    Timeout: 10,
    MemorySize: 128,
    Environment: { Variables: { STAGE: "prd" } },
  });
  expect(created.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
});

test("new code changes hash, date and revision and nothing else", async () => {
  const before = await aFunction(clients, "deployed");
  await simulator.world.advance(60);
  const after = await clients.lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName: "deployed", ZipFile: Buffer.from("new code") }),
  );

  expect(after.CodeSha256).toBe(createHash("sha256").update("new code").digest("base64"));
  expect(Date.parse(after.LastModified ?? "")).toBeGreaterThan(Date.parse(before.LastModified ?? ""));
  expect(after.RevisionId).not.toBe(before.RevisionId);
  expect(after.Role).toBe(before.Role);
});

test("a change of settings leaves the code", async () => {
  const { CodeSha256 } = await aFunction(clients, "settled");
  const TargetArn = queueArn("settled-dlq");
  await clients.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: "settled", Timeout: 30, DeadLetterConfig: { TargetArn } }),
  );

  expect(
    await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionArn("settled") })),
  ).toMatchObject({ Timeout: 30, DeadLetterConfig: { TargetArn }, CodeSha256 });
});

test("wrong settings are refused and change nothing", async () => {
  await aFunction(clients, "strict");
  const update = (settings: object) =>
    errorOf(clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: "strict", ...settings })));

  expect(await update({ Timeout: 901 })).toMatchObject({ name: "ValidationException" });
  expect(await update({ DeadLetterConfig: { TargetArn: functionArn("x") } })).toMatchObject({
    name: "InvalidParameterValueException",
  });
  expect(await update({ RevisionId: "other" })).toMatchObject({ name: "PreconditionFailedException" });
  expect(
    await errorOf(clients.lambda.send(new GetFunctionCommand({ FunctionName: "strict", Qualifier: "7" }))),
  ).toMatchObject({ name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } });
  expect(await errorOf(aFunction(clients, "strict"))).toMatchObject({ name: "ResourceConflictException" });
});

test("functions are listed 50 a page with their dead-letter targets", async () => {
  const own = clientsOf(simulator.url, undefined, "eu-west-1");
  const DeadLetterConfig = { TargetArn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:dlq` };
  for (let n = 0; n < 51; n++) await aFunction(own, `listed-${n}`, { DeadLetterConfig });
  const first = await own.lambda.send(new ListFunctionsCommand({ MaxItems: 200 }));
  const second = await own.lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker }));

  expect([first.Functions?.length, second.Functions?.length, second.NextMarker]).toEqual([50, 1, undefined]);
  expect(second.Functions?.[0]?.DeadLetterConfig).toEqual(DeadLetterConfig);
});

test("a deleted function is gone", async () => {
  await aFunction(clients, "short-lived");
  await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: "short-lived" }));

  expect(await errorOf(clients.lambda.send(new InvokeCommand({ FunctionName: "short-lived" })))).toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("versions keep what was published, aliases point at them", async () => {
  await aFunction(clients, "versioned");
  await clients.lambda.send(new PublishVersionCommand({ FunctionName: "versioned" }));
  await clients.lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName: "versioned", ZipFile: Buffer.from("v2"), Publish: true }),
  );
  await clients.lambda.send(new CreateAliasCommand({ FunctionName: "versioned", Name: "live", FunctionVersion: "1" }));
  const { Versions } = await clients.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: "versioned" }));
  const invoked = await clients.lambda.send(new InvokeCommand({ FunctionName: "versioned:live" }));

  expect(Versions?.map(({ Version }) => Version)).toEqual(["$LATEST", "1", "2"]);
  expect(Versions?.[1]?.CodeSha256).not.toBe(Versions?.[2]?.CodeSha256);
  expect(invoked.ExecutedVersion).toBe("1");
});

test("permissions make up the function's policy", async () => {
  await aFunction(clients, "shared");
  const FunctionName = "shared";
  const SourceArn = `arn:aws:events:${REGION}:${ACCOUNT}:rule/orders`;
  const permission = { Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com", SourceArn };
  await clients.lambda.send(new AddPermissionCommand({ FunctionName, StatementId: "orders", ...permission }));
  const { Policy = "" } = await clients.lambda.send(new GetPolicyCommand({ FunctionName }));
  const again = new AddPermissionCommand({ FunctionName, StatementId: "orders", ...permission });

  expect(JSON.parse(Policy).Statement).toEqual([
    {
      Sid: "orders",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: functionArn("shared"),
      Condition: { ArnLike: { "AWS:SourceArn": SourceArn } },
    },
  ]);
  expect(await errorOf(clients.lambda.send(again))).toMatchObject({ name: "ResourceConflictException" });
  await clients.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: "orders" }));
  expect(await errorOf(clients.lambda.send(new GetPolicyCommand({ FunctionName })))).toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("concurrency is reserved, shown and given back", async () => {
  await aFunction(clients, "reserved");
  const FunctionName = "reserved";
  await clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  const throttled = await errorOf(clients.lambda.send(new InvokeCommand({ FunctionName })));
  const shown = await clients.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
  await clients.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  const invoked = await clients.lambda.send(new InvokeCommand({ FunctionName }));

  expect(throttled).toMatchObject({ name: "TooManyRequestsException", $metadata: { httpStatusCode: 429 } });
  expect(shown.ReservedConcurrentExecutions).toBe(0);
  expect(invoked.StatusCode).toBe(200);
});

test("functions carry tags", async () => {
  await aFunction(clients, "tagged", { Tags: { team: "shop" } });
  const Resource = functionArn("tagged");
  await clients.lambda.send(new TagResourceCommand({ Resource, Tags: { stage: "prd" } }));
  await clients.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ["team"] }));

  expect((await clients.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ stage: "prd" });
});

test("a function answers as its behaviour says, with members of the event filled in", async () => {
  await behave(simulator.url, "greeter", [
    { when: { kind: ["vip"] }, returns: { hello: "dear <$.user.name>", id: "<$.user.id>" }, log: ["saw <$.user.id>"] },
    { returns: "hello" },
  ]);
  const invoke = (value: unknown) =>
    clients.lambda.send(new InvokeCommand({ FunctionName: "greeter", Payload: event(value), LogType: "Tail" }));
  const vip = await invoke({ kind: "vip", user: { name: "Ada", id: 7 } });
  const other = await invoke({});

  expect(answerOf(vip.Payload)).toEqual({ hello: "dear Ada", id: 7 });
  expect(answerOf(other.Payload)).toBe("hello");
  expect(Buffer.from(vip.LogResult ?? "", "base64").toString()).toMatch(/^START RequestId: .*\tINFO\tsaw 7\nEND /s);
  expect(printed(simulator.world, "greeter").at(-1)).toMatch(/^REPORT RequestId: .*\tDuration: 50\.00 ms\t/);
});

test("a thrown error is in the answer and in the log", async () => {
  await behave(simulator.url, "thrower", [{ fails: { type: "TypeError", message: "no <$.field>" } }]);
  const answer = await clients.lambda.send(
    new InvokeCommand({ FunctionName: "thrower", Payload: event({ field: "price" }) }),
  );

  expect([answer.StatusCode, answer.FunctionError]).toEqual([200, "Unhandled"]);
  expect(answerOf(answer.Payload)).toMatchObject({ errorType: "TypeError", errorMessage: "no price" });
  expect(printed(simulator.world, "thrower").join("")).toContain(
    'ERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"no price","stack":["TypeError: no price"',
  );
});

test("a function that takes too long is stopped at its time-out", async () => {
  await behave(simulator.url, "slow", [{ fails: "timeout" }], { timeoutSeconds: 1 });
  const answer = await clients.lambda.send(new InvokeCommand({ FunctionName: "slow" }));

  expect(answerOf(answer.Payload)).toMatchObject({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
  });
  expect(printed(simulator.world, "slow").join("")).toMatch(/Task timed out after 1\.00 seconds.*Status: timeout/s);
});

test("payloads are refused when they are too large or no JSON; a dry run runs nothing", async () => {
  await behave(simulator.url, "quiet", []);
  const invoke = (input: object) => clients.lambda.send(new InvokeCommand({ FunctionName: "quiet", ...input }));
  const large = Buffer.from(JSON.stringify("x".repeat(1_048_577)));

  expect(await errorOf(invoke({ InvocationType: "Event", Payload: large }))).toMatchObject({
    name: "RequestTooLargeException",
    $metadata: { httpStatusCode: 413 },
  });
  expect(await errorOf(invoke({ Payload: Buffer.from("{") }))).toMatchObject({
    name: "InvalidRequestContentException",
  });
  expect((await invoke({ InvocationType: "DryRun" })).StatusCode).toBe(204);
  expect(printed(simulator.world, "quiet")).toEqual([]);
});

test.each([
  [{ arn: "x" }, /functions\[0\]\.arn must match/],
  [{ arn: functionArn("f"), behaviour: [{ when: { a: "b" } }] }, /functions\[0\]\.behaviour\[0\]\.when: "a" must be/],
  [{ arn: functionArn("f"), behaviour: [{ fails: "oops" }] }, /behaviour\[0\]\.fails must be timeout, throttle/],
  [{ arn: functionArn("f"), behaviour: [{ emit: [{ to: "q", body: 1 }] }] }, /emit\[0\]\.to must match/],
  [{ arn: functionArn("f"), behavior: [] }, /functions\[0\]\.behavior is unknown/],
])("setup refuses %o", async (draft, message) => {
  const answer = await sim(simulator.url, "POST", "/setup", { functions: [draft] });

  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body).replaceAll("\\", "")).toMatch(message);
});

test("setup creates a function without code and changes only its behaviour afterwards", async () => {
  await behave(simulator.url, "declared", [{ returns: 1 }], { timeoutSeconds: 9 });
  const FunctionName = "declared";
  const before = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await simulator.world.advance(5);
  await behave(simulator.url, "declared", [{ returns: 2 }]);

  expect(await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).toMatchObject({
    LastModified: before.LastModified,
    Timeout: 9,
  });
  expect(answerOf((await clients.lambda.send(new InvokeCommand({ FunctionName }))).Payload)).toBe(2);
});
