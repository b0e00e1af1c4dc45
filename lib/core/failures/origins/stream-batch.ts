import { nameOfArn, parseArn } from "@/lib/core/arn";
import { isJsonObject, type JsonObject, type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { Origin } from "./origin";

const DAY_MS = 24 * 3600 * 1000;

/** A stretch of a stream that a failure record points at; the record holds none of its data. */
export interface StreamBatch {
  readonly name: string;
  readonly streamArn: string | undefined;
  readonly source: string;
  readonly recordsUntil: Origin["recordsUntil"];
}

/** The batch that a record points at: `KinesisBatchInfo`, `DDBStreamBatchInfo`, or another source's. */
export function streamBatchIn(json: JsonValue | undefined): StreamBatch | undefined {
  if (!isJsonObject(json)) return undefined;
  for (const name of Object.keys(json)) {
    const info = name.endsWith("BatchInfo") ? member(json, name) : undefined;
    if (isJsonObject(info)) return batchOf(name, info);
  }
  return undefined;
}

function batchOf(name: string, info: JsonObject): StreamBatch {
  const streamArn = textMember(info, "streamArn") ?? textMember(info, "eventSourceArn");
  return { name, streamArn, source: sourceOf(name, streamArn), recordsUntil: recordsUntil(name, info) };
}

function sourceOf(name: string, streamArn: string | undefined): string {
  const service = name.replace(/BatchInfo$/, "").replace("DDBStream", "DynamoDB stream");
  if (streamArn === undefined) return service;
  const table = /^table\/([^/]+)\/stream\//.exec(parseArn(streamArn)?.resource ?? "")?.[1];
  if (table !== undefined) return `the stream of table ${table}`;
  return name === "KinesisBatchInfo" ? `Kinesis stream ${nameOfArn(streamArn)}` : service;
}

/** DynamoDB keeps stream records for 24 hours; Kinesis for at least as long. Of other sources nobody can say. */
function recordsUntil(name: string, info: JsonObject): Origin["recordsUntil"] {
  const isDynamo = name === "DDBStreamBatchInfo";
  const at = new Date(Date.parse(textMember(info, "approximateArrivalOfFirstRecord") ?? "") + DAY_MS);
  if (Number.isNaN(at.getTime()) || (!isDynamo && name !== "KinesisBatchInfo")) return undefined;
  return { at, isAtTheEarliest: !isDynamo };
}

/** How long the way back is open, for a sentence. */
export function keptFor({ name }: StreamBatch): string {
  if (name === "DDBStreamBatchInfo") return "which DynamoDB keeps for 24 hours";
  return name === "KinesisBatchInfo"
    ? "which Kinesis keeps for the stream's retention, 24 hours unless raised"
    : "as long as the source keeps them";
}
