import { AwsError } from "../aws-error";
import type { Answer, Asked, Protocol, RawRequest } from "./answer";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
const STS_VERSION = "2011-06-15";

/** The query protocol, which STS speaks: a form in, XML out. */
export const queryXml: Protocol = {
  read: (request: RawRequest): Asked => {
    const form = new URLSearchParams(request.body.toString("utf8"));
    const { Action: operation = "", Version: version = "", ...input } = Object.fromEntries(form);
    if (operation === "") throw new AwsError("MissingAction", "The request must contain an Action.");
    if (version !== STS_VERSION) throw invalidAction(operation, version);
    return { service: "sts", operation, input };
  },
  success: (asked, output, requestId) => {
    const result = `<${asked.operation}Result>${elementsOf(output)}</${asked.operation}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    const body = `<${asked.operation}Response xmlns="${NAMESPACE}">${result}${metadata}</${asked.operation}Response>`;
    return xmlAnswer(200, requestId, body);
  },
  failure: (error, requestId) => {
    const type = error.fault === "Sender" ? "Sender" : "Receiver";
    const code = escapeXml(error.options.queryCode ?? error.code);
    const inside = `<Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message>`;
    const body = `<ErrorResponse xmlns="${NAMESPACE}"><Error>${inside}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return xmlAnswer(error.status, requestId, body);
  },
};

export function invalidAction(operation: string, version = STS_VERSION): AwsError {
  return new AwsError("InvalidAction", `Could not find operation ${operation} for version ${version || "(none)"}`);
}

function xmlAnswer(status: number, requestId: string, body: string): Answer {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
}

function elementsOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${elementsOf(inner)}</${name}>`)
    .join("");
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, "\ufffd");
}
