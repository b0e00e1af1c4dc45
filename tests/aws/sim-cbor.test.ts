import { request } from "node:http";
import { gzipSync } from "node:zlib";
import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { decode, encode, Tagged } from "cborg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, REGION, rootKeys } from "./sim-clients";

const SERVICE = "/service/GraniteServiceVersion20100801";

let simulator: Simulator;
let cloudwatch: CloudWatchClient;

/** CloudWatch's client, made to speak as botocore does. */
function cborClient(url: string) {
  const protocol = new AwsSmithyRpcV2CborProtocol({
    defaultNamespace: "com.amazonaws.cloudwatch",
    awsQueryCompatible: true,
  });
  const config: CloudWatchClientConfig = {
    endpoint: url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
    protocol,
  };
  return new CloudWatchClient(config);
}

beforeEach(async () => {
  simulator = await startSimulator();
  cloudwatch = cborClient(simulator.url);
});
afterEach(() => simulator.stop());

const now = () => simulator.world.clock.now();

const ask = (Stat = "Sum", MetricName = "Sold") =>
  cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now() - 600_000),
      EndTime: new Date(now() + 600_000),
      MetricDataQueries: [{ Id: "q", MetricStat: { Metric: { Namespace: "Shop", MetricName }, Stat, Period: 60 } }],
    }),
  );

const put = (count: number, Unit?: "Count") =>
  cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: "Shop",
      MetricData: Array.from({ length: count }, () => ({
        MetricName: "Sold",
        Value: 1.5,
        Timestamp: new Date(now()),
        Unit,
      })),
    }),
  );

interface Raw {
  readonly path?: string;
  readonly body: Buffer;
  readonly encoding?: string;
}

/** One unsigned-by-SDK request, for bodies that the SDK would not send. */
function raw({ path = `${SERVICE}/operation/ListMetrics`, body, encoding }: Raw) {
  const scope = `${ACCOUNT}/20261120/${REGION}/monitoring/aws4_request`;
  return new Promise<{ status: number; headers: Record<string, unknown>; body: unknown }>((resolve, reject) => {
    const sent = request(
      `${simulator.url}${path}`,
      {
        method: "POST",
        headers: {
          "smithy-protocol": "rpc-v2-cbor",
          "content-type": "application/cbor",
          "x-amz-date": `${new Date(now()).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`,
          authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
          ...(encoding && { "content-encoding": encoding }),
        },
      },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const text = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: decode(text) });
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

test("what was put in CBOR is read in CBOR, times and numbers unharmed", async () => {
  await put(3);

  const { MetricDataResults } = await ask();

  const at = new Date(Math.floor(now() / 60_000) * 60_000);
  expect(MetricDataResults).toMatchObject([{ Id: "q", Values: [4.5], Timestamps: [at], StatusCode: "Complete" }]);
});

test("a large gzipped CBOR body is stored whole", async () => {
  const datum = { MetricName: "Sold", Value: 1.5, Timestamp: new Tagged(1, now() / 1000) };
  const body = gzipSync(encode({ Namespace: "Shop", MetricData: Array.from({ length: 900 }, () => datum) }));

  const answer = await raw({ path: `${SERVICE}/operation/PutMetricData`, body, encoding: "gzip" });

  expect(answer.status).toBe(200);
  expect((await ask("SampleCount")).MetricDataResults?.[0]?.Values).toEqual([900]);
});

test("an error keeps the name that CloudWatch's clients know", async () => {
  const error = await errorOf(ask("Median"));

  expect(error).toMatchObject({ name: "ValidationException", Code: "ValidationError" });
  expect(error.message).toMatch(/Median is not simulated/);
  expect(error.$metadata?.httpStatusCode).toBe(400);
});

test("an empty answer is an empty list, not absent", async () => {
  const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace: "AWS/SQS" }));

  expect(Metrics).toEqual([]);
});

test("a request of another's making is answered in CBOR, gzip included", async () => {
  const answer = await raw({ body: gzipSync(encode({ Namespace: "Shop" })), encoding: "gzip" });

  expect(answer).toMatchObject({ status: 200, body: { Metrics: [] } });
  expect(answer.headers).toMatchObject({ "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" });
});

test.each([
  ["no CBOR", Buffer.from([0xff, 0x00]), "SerializationException"],
  ["a list", Buffer.from(encode([1])), "SerializationException"],
  ["a wrong type", Buffer.from(encode({ Namespace: 7 })), "SerializationException"],
  ["not a number", Buffer.from(encode({ Namespace: Number.NaN })), "SerializationException"],
  ["a nest without end", Buffer.alloc(200_000, 0x81), "SerializationException"],
])("a body that is %s is refused in words, in CBOR", async (_, body, code) => {
  const answer = await raw({ body });

  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ __type: `com.amazonaws.cloudwatch#${code}`, message: expect.any(String) });
  expect(answer.headers["x-amzn-query-error"]).toBe(`${code};Sender`);
});

test.each([
  ["service", "/service/Nobody/operation/ListMetrics", 404],
  ["operation", `${SERVICE}/operation/Nothing`, 400],
])("an unknown %s is an unknown operation", async (_, path, status) => {
  const answer = await raw({ path, body: Buffer.from(encode({})) });

  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ __type: expect.stringMatching(/#UnknownOperationException$/) });
});
