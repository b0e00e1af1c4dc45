import { createHash } from "node:crypto";
import type { Call } from "../service";
import { numberIn, objectsIn, textIn } from "../wire/input";
import { type MetricQuery, parseQueries } from "./metric-query";
import { type Point, pointsOf, type Window } from "./points";
import { seriesFinder } from "./series-finder";
import { invalidNextToken, missingParameter, validationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

/** Where the next page begins: this query, after this time in the order of the scan. */
interface Place {
  readonly query: number;
  readonly after: number | undefined;
}

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: Date[];
  readonly Values: number[];
  readonly StatusCode: "Complete" | "PartialData" | "Forbidden";
}

const LARGEST_PAGE = 100_800;
const STATISTICS_PER_BILLED_METRIC = 5;

/** CloudWatch GetMetricData for MetricStat queries, page by page. Every page bills the metrics it asked for. */
export function getMetricData(call: Call, input: Input) {
  call.authorize("*");
  const queries = parseQueries(objectsIn(input, "MetricDataQueries"));
  const window = parseWindow(input);
  const isAscending = parseScanBy(textIn(input, "ScanBy")) === "TimestampAscending";
  const largest = parseMaxDatapoints(numberIn(input, "MaxDatapoints"));
  const digest = digestOf([queries, window, isAscending]);
  const place = parseToken(textIn(input, "NextToken"), digest, queries.length);
  call.world.usage.billMetrics(call.accountId, call.region, billedCount(queries));

  const { accountId, region, world } = call;
  const now = world.clock.now();
  const find = seriesFinder(world, { accountId, region }, now);
  const results: Result[] = [];
  let room = largest;
  for (let index = place.query; index < queries.length; index++) {
    const query = queries[index];
    if (!query?.returnsData) continue;
    if (room === 0) return page(results, { query: index, after: undefined }, digest);
    if (query.accountId !== undefined && query.accountId !== call.accountId) {
      results.push(resultOf(query, [], "Forbidden"));
      continue;
    }
    const series = find(query.metric, query.unit);
    const points = series ? pointsOf(series, query.statistic, query.periodSeconds * 1000, window, now) : [];
    const left = leftOf(points, isAscending, index === place.query ? place.after : undefined);
    const shown = left.slice(0, room);
    room -= shown.length;
    const isCut = shown.length < left.length;
    results.push(resultOf(query, shown, isCut ? "PartialData" : "Complete"));
    if (isCut) return page(results, { query: index, after: shown.at(-1)?.at }, digest);
  }
  return page(results, undefined, digest);
}

function leftOf(points: Point[], isAscending: boolean, after: number | undefined): Point[] {
  const ordered = isAscending ? points : points.reverse();
  if (after === undefined) return ordered;
  return ordered.filter(({ at }) => (isAscending ? at > after : at < after));
}

function resultOf(query: MetricQuery, points: readonly Point[], StatusCode: Result["StatusCode"]): Result {
  return {
    Id: query.id,
    Label: query.label,
    Timestamps: points.map(({ at }) => new Date(at)),
    Values: points.map(({ value }) => value),
    StatusCode,
  };
}

function page(MetricDataResults: Result[], next: Place | undefined, digest: string) {
  const NextToken = next && Buffer.from(JSON.stringify({ ...next, digest })).toString("base64url");
  return { MetricDataResults, Messages: [], NextToken };
}

function parseToken(token: string | undefined, digest: string, queryCount: number): Place {
  if (token === undefined) return { query: 0, after: undefined };
  try {
    const place = JSON.parse(Buffer.from(token, "base64url").toString());
    if (place.digest === digest && Number.isInteger(place.query) && place.query < queryCount) {
      return { query: place.query, after: typeof place.after === "number" ? place.after : undefined };
    }
  } catch {
    // Falls through: a token that cannot be read is an invalid one.
  }
  throw invalidNextToken();
}

function parseWindow(input: Input): Window {
  const start = numberIn(input, "StartTime");
  const end = numberIn(input, "EndTime");
  if (start === undefined) throw missingParameter("StartTime");
  if (end === undefined) throw missingParameter("EndTime");
  if (start >= end) throw validationError("The parameter StartTime must be less than the parameter EndTime.");
  return { fromMs: start * 1000, toMs: end * 1000 };
}

function parseScanBy(scanBy = "TimestampDescending"): string {
  if (scanBy === "TimestampAscending" || scanBy === "TimestampDescending") return scanBy;
  throw validationError(`The value ${scanBy} for parameter ScanBy is invalid.`);
}

function parseMaxDatapoints(largest = LARGEST_PAGE): number {
  if (Number.isInteger(largest) && largest >= 1 && largest <= LARGEST_PAGE) return largest;
  throw validationError(`The value ${largest} for parameter MaxDatapoints must be between 1 and ${LARGEST_PAGE}.`);
}

/** Up to five statistics of one metric in one request cost as much as one. */
function billedCount(queries: readonly MetricQuery[]): number {
  const statistics = new Map<string, number>();
  for (const { metric } of queries) {
    const key = JSON.stringify(metric);
    statistics.set(key, (statistics.get(key) ?? 0) + 1);
  }
  return [...statistics.values()].reduce((sum, count) => sum + Math.ceil(count / STATISTICS_PER_BILLED_METRIC), 0);
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);
}
