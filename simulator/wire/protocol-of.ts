import type { Protocol, RawRequest } from "./answer";
import { jsonRpc } from "./json-rpc";
import { queryXml } from "./query-xml";
import { restJson } from "./rest-json";

/** The protocol in which a request speaks, and in which it must be answered, errors included. */
export function protocolOf(headers: RawRequest["headers"]): Protocol {
  if (headers["x-amz-target"] !== undefined) return jsonRpc(headers);
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return queryXml;
  return restJson;
}
