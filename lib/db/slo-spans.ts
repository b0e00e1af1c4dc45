import type { Span, Sums } from "@/lib/core/pipelines/slo/tally";
import type { Prisma } from "./connect";
import { sql } from "./query";

/** Where the times begin that are the same for every objective. */
export type Starts = { readonly [S in Exclude<Span, "whole">]: Date };
export type Long = Pick<Sums, "whole" | "sixHours">;
export type Short = Omit<Sums, "whole" | "sixHours">;
export interface AskedArn {
  readonly key: string;
  readonly arn: string;
  /** A whole hour. */
  readonly from: string;
}

/** An aggregate over all rows, and over those of the last six hours. */
export const long = (value: Prisma.Sql, at: Prisma.Sql, starts: Starts) =>
  sql`json_build_object('whole', (${value})::float8, 'sixHours', (${value} FILTER (WHERE ${at} >= ${starts.sixHours}))::float8)`;
/** The same over the times that are told from periods of five minutes. */
export const short = (value: Prisma.Sql, at: Prisma.Sql, starts: Starts) =>
  sql`json_build_object('hour', (${value} FILTER (WHERE ${at} >= ${starts.hour}))::float8, 'halfHour', (${value} FILTER (WHERE ${at} >= ${starts.halfHour}))::float8,
        'fiveMinutes', (${value} FILTER (WHERE ${at} >= ${starts.fiveMinutes}))::float8)`;

export const askedSql = (asked: readonly AskedArn[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS h(key text, arn text, "from" timestamptz)`;

export interface KeyedSums {
  readonly key: string;
  readonly long: Long;
  readonly short: Short;
}
export function keyed(found: readonly KeyedSums[]): Map<string, Sums> {
  return new Map(found.map((row) => [row.key, { ...row.long, ...row.short }]));
}
