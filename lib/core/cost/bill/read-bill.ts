import { type BillColumns, findColumns, isSameTag } from "./columns";

/** A day's sum of one account, Region, service, resource and tag value; empty text for what a line does not say. */
export interface BillSum {
  readonly day: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly service: string;
  readonly resourceArn: string;
  readonly tagValue: string;
  readonly usd: number;
}
export interface ReadBill {
  readonly kind: "bill";
  readonly month: string;
  readonly currency: string;
  readonly lineCount: number;
  /** What was not used or not understood, in words. */
  readonly leftOut: readonly string[];
  readonly sums: readonly BillSum[];
}
export type BillRefusal = { readonly kind: "refused"; readonly why: string };

interface Line extends BillSum {
  readonly currency: string;
}
const NAMED = 10;
/** No line costs more: beyond it a sum of many could not be told any more. */
const MOST_USD = 1e12;
/** What a database finds a line's sum by has no room for more. */
const MOST_KEY_BYTES = 2400;

/**
 * Sums of a Cost and Usage Report, either form, from its records with the header first. Credits and refunds are negative
 * lines and count as such. Broken lines are left out and named by their number; a file of two months or two currencies is
 * refused. Cells are values, whatever they look like.
 */
export function readBill(records: readonly (readonly string[])[], tagKey: string | null): ReadBill | BillRefusal {
  const [header = [], ...rest] = records;
  const found = findColumns(header, tagKey);
  if (found.kind === "missing")
    return { kind: "refused", why: `These columns are missing: ${found.names.join(", ")}.` };
  const broken: { number: number; why: string }[] = [];
  const lines: Line[] = [];
  for (const [index, record] of rest.entries()) {
    const line = record.length === header.length ? lineFrom(record, found.columns, tagKey) : "another number of cells";
    if (typeof line === "string") broken.push({ number: index + 2, why: line });
    else lines.push(line);
  }
  const [first] = lines;
  if (!first) return { kind: "refused", why: `No line of it can be read.${brokenWords(broken).join(" ")}` };
  const months = [...new Set(lines.map(({ day }) => day.slice(0, 7)))].sort();
  if (months.length > 1)
    return { kind: "refused", why: `It is of ${months.join(" and ")}: import one month at a time.` };
  const currencies = [...new Set(lines.map(({ currency }) => currency))].sort();
  if (currencies.length > 1) return { kind: "refused", why: `It has several currencies: ${currencies.join(", ")}.` };
  return {
    kind: "bill",
    month: first.day.slice(0, 7),
    currency: first.currency,
    lineCount: lines.length,
    leftOut: [...unusedWords(found.columns), ...tagWords(found.columns, tagKey), ...brokenWords(broken)],
    sums: addUp(lines),
  };
}

function lineFrom(record: readonly string[], { at, tag }: BillColumns, tagKey: string | null): Line | string {
  const cell = (index: number, most: number) =>
    (record[index] ?? "").replaceAll("\u0000", "").trim().slice(0, most).toWellFormed();
  const day = cell(at.startedAt, 30).slice(0, 10);
  if (!isDay(day)) return "no date";
  const cost = cell(at.cost, 40);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(cost) || Math.abs(Number(cost)) > MOST_USD) return "no amount";
  const currency = cell(at.currency, 10).toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return "no currency";
  const tagCell = tag ? cell(tag.index, 5000) : "";
  const line = {
    day,
    currency,
    usd: Number(cost),
    awsAccountId: cell(at.account, 20).padStart(12, "0"),
    region: cell(at.region, 40),
    service: cell(at.service, 100),
    resourceArn: cell(at.resource, 2000),
    tagValue: (tag?.isMap && tagKey ? tagFromMap(tagCell, tagKey) : tagCell).slice(0, 256).toWellFormed(),
  };
  return new TextEncoder().encode(keyOf(line)).length > MOST_KEY_BYTES ? "names that are too long" : line;
}

function keyOf({ day, awsAccountId, region, service, resourceArn, tagValue }: Omit<BillSum, "usd">): string {
  return JSON.stringify([day, awsAccountId, region, service, resourceArn, tagValue]);
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** CUR 2.0 writes all tags of a line as one JSON object. Text that is none has no tag. */
function tagFromMap(text: string, tagKey: string): string {
  try {
    const map: unknown = JSON.parse(text || "{}");
    const entry = Object.entries(map ?? {}).find(([key]) => isSameTag(key, tagKey));
    return typeof entry?.[1] === "string" ? entry[1] : "";
  } catch {
    return "";
  }
}

function addUp(lines: readonly Line[]): BillSum[] {
  const sums = new Map<string, BillSum>();
  for (const { currency: _, ...line } of lines) {
    const key = keyOf(line);
    sums.set(key, { ...line, usd: (sums.get(key)?.usd ?? 0) + line.usd });
  }
  return [...sums.values()];
}

function unusedWords({ unused }: BillColumns): string[] {
  if (unused.length === 0) return [];
  const more = unused.length > NAMED ? ` and ${unused.length - NAMED} more` : "";
  return [`Columns that are not used: ${unused.slice(0, NAMED).join(", ").slice(0, 500)}${more}.`];
}

function tagWords({ tag }: BillColumns, tagKey: string | null): string[] {
  return tagKey !== null && tag === null
    ? [`No column has the tag ${tagKey}: pipelines are found by their resources only.`]
    : [];
}

function brokenWords(broken: readonly { number: number; why: string }[]): string[] {
  if (broken.length === 0) return [];
  const named = broken.slice(0, NAMED).map(({ number, why }) => `${number} (${why})`);
  const more = broken.length > NAMED ? ` and ${broken.length - NAMED} more` : "";
  return [`${broken.length} ${broken.length === 1 ? "line" : "lines"} could not be read: ${named.join(", ")}${more}.`];
}
