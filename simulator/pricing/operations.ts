import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { numberIn, objectsIn, textIn } from "../wire/input";
import { PRICE_LIST, type PriceListEntry } from "./price-list";

type Input = Readonly<Record<string, unknown>>;

const ENDPOINT_REGIONS = ["us-east-1", "eu-central-1", "ap-south-1"];
const FORMAT = "aws_v1";

/** Price List GetProducts: the products that fit all filters, each as JSON text. */
export function getProducts(call: Call, input: Input) {
  admit(call, input);
  const filters = (objectsIn(input, "Filters") ?? []).map(parseFilter);
  if (filters.length > 50) throw invalidParameter("There can be at most 50 filters.");
  const found = productsOf(textIn(input, "ServiceCode")).filter((entry) => filters.every((fits) => fits(entry)));
  const { shown, NextToken } = pageOf(found, input, 100);
  return { FormatVersion: FORMAT, PriceList: shown.map((entry) => JSON.stringify(entry)), NextToken };
}

/** Price List GetAttributeValues: every value that an attribute of a service's products has. */
export function getAttributeValues(call: Call, input: Input) {
  admit(call, input);
  const name = textIn(input, "AttributeName");
  if (!name) throw invalidParameter("AttributeName is required.");
  const values = productsOf(textIn(input, "ServiceCode")).flatMap((entry) => attributeOf(entry, name) ?? []);
  if (values.length === 0) throw new AwsError("NotFoundException", `There is no attribute ${name}.`);
  const { shown, NextToken } = pageOf([...new Set(values)].sort(), input, 10_000, 100);
  return { AttributeValues: shown.map((Value) => ({ Value })), NextToken };
}

/** Price List DescribeServices: one service or all, with the names of their products' attributes. */
export function describeServices(call: Call, input: Input) {
  admit(call, input);
  const only = textIn(input, "ServiceCode");
  const codes = only === undefined ? [...PRICE_LIST.keys()] : [only];
  const services = codes.map((ServiceCode) => ({ ServiceCode, AttributeNames: attributesOf(productsOf(ServiceCode)) }));
  const { shown, NextToken } = pageOf(services, input, 100);
  return { FormatVersion: FORMAT, Services: shown, NextToken };
}

/** There is an endpoint in three Regions only; elsewhere its name does not resolve. */
function admit(call: Call, input: Input): void {
  if (!ENDPOINT_REGIONS.includes(call.region)) {
    throw new AwsError("UnknownEndpoint", `The Price List API has no endpoint in ${call.region}.`, { status: 404 });
  }
  call.authorize("*");
  const version = textIn(input, "FormatVersion") ?? FORMAT;
  if (version !== FORMAT) throw invalidParameter(`FormatVersion must be ${FORMAT}.`);
}

function productsOf(serviceCode: string | undefined): readonly PriceListEntry[] {
  if (!serviceCode) throw invalidParameter("ServiceCode is required.");
  const products = PRICE_LIST.get(serviceCode);
  if (products) return products;
  throw new AwsError("NotFoundException", `There is no service ${serviceCode} in the price list.`);
}

function parseFilter(raw: Input): (entry: PriceListEntry) => boolean {
  const type = textIn(raw, "Type") ?? "";
  const field = textIn(raw, "Field");
  const value = textIn(raw, "Value");
  if (!field || !value) throw invalidParameter("Every filter needs a Field and a Value.");
  const fits = Object.hasOwn(FILTERS, type) ? FILTERS[type] : undefined;
  if (!fits) throw invalidParameter(`Filter type ${type} must be one of ${Object.keys(FILTERS).join(", ")}.`);
  return (entry) => {
    const found = attributeOf(entry, field);
    return found !== undefined && fits(found, value);
  };
}

const listed = (value: string) => value.split(",").map((one) => one.trim());

const FILTERS: Readonly<Record<string, (found: string, value: string) => boolean>> = {
  TERM_MATCH: (found, value) => found === value,
  EQUALS: (found, value) => found === value,
  CONTAINS: (found, value) => found.includes(value),
  ANY_OF: (found, value) => listed(value).includes(found),
  NONE_OF: (found, value) => !listed(value).includes(found),
};

function attributeOf({ product }: PriceListEntry, field: string): string | undefined {
  if (field === "productFamily") return product.productFamily;
  const name = field === "ServiceCode" ? "servicecode" : field;
  return Object.hasOwn(product.attributes, name) ? product.attributes[name] : undefined;
}

function attributesOf(products: readonly PriceListEntry[]): string[] {
  return [...new Set(["productFamily", ...products.flatMap(({ product }) => Object.keys(product.attributes))])].sort();
}

function pageOf<T>(items: readonly T[], input: Input, most: number, usual = most) {
  const largest = numberIn(input, "MaxResults") ?? usual;
  if (!Number.isInteger(largest) || largest < 1 || largest > most) {
    throw invalidParameter(`MaxResults must be from 1 to ${most}.`);
  }
  const token = textIn(input, "NextToken");
  const start = token === undefined ? "0" : /^from:(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (start === undefined) throw new AwsError("InvalidNextTokenException", "The pagination token is invalid.");
  const shown = items.slice(Number(start), Number(start) + largest);
  const next = Number(start) + shown.length;
  return { shown, NextToken: next < items.length ? Buffer.from(`from:${next}`).toString("base64url") : undefined };
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
