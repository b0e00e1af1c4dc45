import { AwsError } from "../aws-error";
import type { Answer, Asked, Protocol, RawRequest, RestXmlWire, XmlRoute } from "./answer";
import { RawAnswer } from "./answer";
import { escapeXml } from "./query-xml";

export interface XmlService {
  readonly name: string;
  readonly wire: RestXmlWire;
}

/** What every request may carry in its query string without meaning another operation. */
const PLAIN_QUERY = ["x-id", "versionId", "prefix", "key-marker", "version-id-marker", "max-keys", "encoding-type"];
const HOST_STYLE = /^([a-z0-9][a-z0-9.-]*)\.(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/** REST-XML as S3 speaks it: method, path (or host) and subresource tell the operation; facts travel as headers. */
export function restXml({ name, wire }: XmlService): Protocol {
  let method = "GET";
  return {
    read: (request: RawRequest): Asked => {
      method = request.method;
      // By hand: URL would take `//key` for a host.
      const [pathname = "", query = ""] = request.url.split("?", 2);
      const searchParams = new URLSearchParams(query);
      const [, hostBucket] = HOST_STYLE.exec(request.headers.host ?? "") ?? [];
      const [Bucket = "", ...rest] = `${hostBucket ? `/${hostBucket}` : ""}${pathname}`.split("/").slice(1).map(decode);
      const Key = rest.join("/");
      const route = wire.routes.find((one) => isAskedBy(one, request.method, Key !== "", searchParams));
      if (!route || Bucket === "") throw notAllowed();
      const plain = Object.fromEntries(
        [...searchParams].filter(([key]) => key !== "x-id" && PLAIN_QUERY.includes(key)),
      );
      const members = {
        ...plain,
        ...headersOf(route, request),
        ...(route.payload && { [route.payload]: request.body }),
      };
      return { service: name, operation: route.operation, input: { ...members, Bucket, ...(Key !== "" && { Key }) } };
    },
    success: (_asked, output, requestId) => {
      const { status, headers, body } = output instanceof RawAnswer ? output : new RawAnswer(200, {}, "");
      return { status, body, headers: { ...headers, "x-amz-request-id": requestId } };
    },
    failure: (error, requestId) => failureOf(error, requestId, method === "HEAD"),
  };
}

function isAskedBy({ method, path, subresource }: XmlRoute, asked: string, hasKey: boolean, query: URLSearchParams) {
  if (method !== asked || path.includes("{Key+}") !== hasKey) return false;
  const others = [...query.keys()].filter((key) => !PLAIN_QUERY.includes(key));
  return subresource === undefined ? others.length === 0 : others.length === 1 && others[0] === subresource;
}

function headersOf({ headers = {} }: XmlRoute, request: RawRequest): Record<string, unknown> {
  const present = Object.entries(headers).filter(([, header]) => request.headers[header] !== undefined);
  const metadata = Object.entries(request.headers).filter(([header]) => header.startsWith("x-amz-meta-"));
  return {
    ...Object.fromEntries(present.map(([member, header]) => [member, request.headers[header]])),
    ...(metadata.length > 0 && {
      Metadata: Object.fromEntries(metadata.map(([header, value]) => [header.slice("x-amz-meta-".length), value])),
    }),
  };
}

function notAllowed(): AwsError {
  return new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
  });
}

/** An answer to HEAD has no body: then the status alone tells. */
function failureOf(error: AwsError, requestId: string, isHead: boolean): Answer {
  const code = escapeXml(error.options.queryCode ?? error.code);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`;
  const headers = { "content-type": "application/xml", "x-amz-request-id": requestId };
  return { status: error.status, headers, body: isHead ? "" : body };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // What is not valid percent-encoding names nothing that exists.
    return text;
  }
}
