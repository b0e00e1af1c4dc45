import {
  DescribeServicesCommand,
  GetAttributeValuesCommand,
  GetProductsCommand,
  type GetProductsCommandInput,
  PricingClient,
} from "@aws-sdk/client-pricing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, rootKeys } from "./sim-clients";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.stop());

const pricing = (region = "us-east-1") =>
  new PricingClient({ endpoint: simulator.url, region, credentials: rootKeys(ACCOUNT), maxAttempts: 1 });

async function products(input: GetProductsCommandInput) {
  const { PriceList = [] } = await pricing().send(new GetProductsCommand(input));
  const texts: readonly unknown[] = PriceList;
  return texts.map((text) => JSON.parse(String(text)));
}

const match = (Field: string, Value: string) => ({ Type: "TERM_MATCH", Field, Value }) as const;

test("the price of a standard queue's requests is found in AWS's own form", async () => {
  const found = await products({
    ServiceCode: "AWSQueueService",
    Filters: [match("regionCode", "us-east-1"), match("queueType", "Standard")],
  });

  expect(found).toHaveLength(1);
  const [term] = Object.values<{ priceDimensions: object }>(found[0].terms.OnDemand);
  const tiers = Object.values(term?.priceDimensions ?? {});
  expect(found[0].product).toMatchObject({
    productFamily: "API Request",
    attributes: { location: "US East (N. Virginia)", usagetype: "Requests-Tier1" },
  });
  expect(tiers).toContainEqual(
    expect.objectContaining({ unit: "Requests", beginRange: "1000000", pricePerUnit: { USD: "0.0000004000" } }),
  );
});

test.each(["AWSQueueService", "AmazonSNS", "AWSEvents", "AWSLambda", "AmazonStates", "AmazonCloudWatch"])(
  "%s has prices in two Regions",
  async (ServiceCode) => {
    const found = await products({ ServiceCode });

    expect(new Set(found.map(({ product }) => product.attributes.regionCode))).toEqual(
      new Set(["us-east-1", "eu-central-1"]),
    );
  },
);

test("pages follow each other without a gap", async () => {
  const first = await pricing().send(new GetProductsCommand({ ServiceCode: "AWSEvents", MaxResults: 7 }));
  const second = await pricing().send(
    new GetProductsCommand({ ServiceCode: "AWSEvents", MaxResults: 7, NextToken: first.NextToken }),
  );

  expect([first.PriceList?.length, second.PriceList?.length]).toEqual([7, 5]);
  expect(second.NextToken).toBeUndefined();
});

test("services and their attributes can be listed", async () => {
  const services = await pricing().send(new DescribeServicesCommand({ ServiceCode: "AWSQueueService" }));
  const values = await pricing().send(
    new GetAttributeValuesCommand({ ServiceCode: "AWSQueueService", AttributeName: "regionCode" }),
  );

  expect(services.Services?.[0]?.AttributeNames).toContain("queueType");
  expect(values.AttributeValues).toEqual([{ Value: "eu-central-1" }, { Value: "us-east-1" }]);
});

test.each<[string, GetProductsCommandInput, string]>([
  ["an unknown service", { ServiceCode: "Nothing" }, "NotFoundException"],
  ["a page of 101", { ServiceCode: "AWSEvents", MaxResults: 101 }, "InvalidParameterException"],
  ["an odd token", { ServiceCode: "AWSEvents", NextToken: "x" }, "InvalidNextTokenException"],
])("GetProducts with %s is refused", async (_, input, name) => {
  expect((await errorOf(pricing().send(new GetProductsCommand(input)))).name).toBe(name);
});

test("there is no endpoint in most Regions", async () => {
  const error = await errorOf(pricing("eu-west-1").send(new DescribeServicesCommand({})));

  expect(error).toMatchObject({ name: "UnknownEndpoint", message: expect.stringMatching(/eu-west-1/) });
});
