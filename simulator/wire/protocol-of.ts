import { JSON_SERVICES, QUERY_SERVICES, REST_SERVICES, XML_SERVICES } from "../services";
import type { Protocol, RawRequest } from "./answer";
import { jsonRpc } from "./json-rpc";
import { queryXml } from "./query-xml";
import { restJson } from "./rest-json";
import { restXml } from "./rest-xml";
import { rpcCbor } from "./rpc-cbor";

/** The protocol in which a request speaks, and in which it must be answered, errors included. */
export function protocolOf(headers: RawRequest["headers"]): Protocol {
  const xml = XML_SERVICES.get(signingNameOf(headers.authorization));
  if (xml) return restXml(xml);
  if (headers["x-amz-target"] !== undefined) return jsonRpc(headers, jsonService);
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return rpcCbor(jsonService);
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
    return queryXml((version) => QUERY_SERVICES.get(version));
  return restJson(REST_SERVICES);
}

/** S3 alone is told by its signature: its paths and bodies may be anything. */
function signingNameOf(authorization: string | undefined): string {
  return /Credential=[^/,\s]+\/\d{8}\/[^/,\s]+\/([^/,\s]+)\/aws4_request/.exec(authorization ?? "")?.[1] ?? "";
}

/** Some clients put a package's name in front of the service: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`. */
function jsonService(target: string) {
  return JSON_SERVICES.get(target.slice(target.lastIndexOf(".") + 1));
}
