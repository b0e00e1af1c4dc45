import { JSON_SERVICES, QUERY_SERVICES, REST_SERVICES } from "../services";
import type { Protocol, RawRequest } from "./answer";
import { jsonRpc } from "./json-rpc";
import { queryXml } from "./query-xml";
import { restJson } from "./rest-json";

/** The protocol in which a request speaks, and in which it must be answered, errors included. */
export function protocolOf(headers: RawRequest["headers"]): Protocol {
  if (headers["x-amz-target"] !== undefined) return jsonRpc(headers, (target) => JSON_SERVICES.get(target));
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
    return queryXml((version) => QUERY_SERVICES.get(version));
  return restJson(REST_SERVICES);
}
