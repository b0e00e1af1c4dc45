import { createHash } from "node:crypto";
import prices from "./prices.json" with { type: "json" };

type ServicePrices = (typeof prices.services)[number];
type Product = ServicePrices["products"][number];
type RegionCode = keyof typeof prices.regions;

const ON_DEMAND = "JRTCKXETXF";
const REGION_CODES: readonly RegionCode[] = ["us-east-1", "eu-central-1"];

/** A product in the form of the Price List API ("Reading the service price list file"). */
export interface PriceListEntry {
  readonly product: {
    readonly productFamily: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly sku: string;
  };
  readonly serviceCode: string;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly version: string;
  readonly publicationDate: string;
}

/** Every product by service code: list prices of the date in prices.json, the same in both Regions. */
export const PRICE_LIST: ReadonlyMap<string, readonly PriceListEntry[]> = new Map(
  prices.services.map((service) => [
    service.code,
    REGION_CODES.flatMap((region) => service.products.map((product) => entryOf(service, product, region))),
  ]),
);

function entryOf(service: ServicePrices, product: Product, regionCode: RegionCode): PriceListEntry {
  const { location, prefix } = prices.regions[regionCode];
  const usagetype = `${prefix}${product.usageType}`;
  const sku = createHash("sha256").update(`${service.code}/${usagetype}`).digest("hex").slice(0, 16).toUpperCase();
  const attributes: Record<string, string> = {
    ...Object.fromEntries(Object.entries(product.attributes).filter(([, value]) => value !== undefined)),
    servicecode: service.code,
    servicename: service.name,
    location,
    locationType: "AWS Region",
    regionCode,
    usagetype,
  };
  return {
    product: { productFamily: product.family, attributes, sku },
    serviceCode: service.code,
    terms: { OnDemand: termsOf(product, sku) },
    version: prices.publishedAt.replaceAll(/\D/g, ""),
    publicationDate: prices.publishedAt,
  };
}

function termsOf({ tiers, unit }: Product, sku: string) {
  const term = `${sku}.${ON_DEMAND}`;
  const dimensions = tiers.map(([beginRange = "0", endRange = "Inf", usd = "0"], place) => {
    const rateCode = `${term}.${String(place + 1).padStart(10, "T")}`;
    const description = `$${usd} per ${unit} from ${beginRange} to ${endRange}`;
    const pricePerUnit = { USD: Number(usd).toFixed(10) };
    return [rateCode, { rateCode, unit, beginRange, endRange, description, appliesTo: [], pricePerUnit }] as const;
  });
  return {
    [term]: {
      sku,
      offerTermCode: ON_DEMAND,
      effectiveDate: prices.publishedAt,
      priceDimensions: Object.fromEntries(dimensions),
      termAttributes: {},
    },
  };
}
