import { AwsError } from "../aws-error";
import type { Answer, Asked, Protocol, QueryWire, RawRequest } from "./answer";
import { parseForm } from "./form";

export interface QueryService {
  readonly name: string;
  readonly wire: QueryWire;
}

/** The query protocol: a form in, XML out. STS and SNS speak it; the API version tells them apart. */
export function queryXml(serviceOf: (version: string) => QueryService | undefined): Protocol {
  let namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
  return {
    read: (request: RawRequest): Asked => {
      const form = new URLSearchParams(request.body.toString("utf8"));
      const operation = form.get("Action") ?? "";
      const version = form.get("Version") ?? "";
      form.delete("Action");
      form.delete("Version");
      if (operation === "") throw new AwsError("MissingAction", "The request must contain an Action.");
      const service = serviceOf(version);
      if (!service) throw invalidAction(operation, version);
      namespace = service.wire.namespace;
      return { service: service.name, operation, input: parseForm(form) };
    },
    success: (asked, output, requestId) => {
      const result = `<${asked.operation}Result>${elementsOf(output)}</${asked.operation}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${asked.operation}Response xmlns="${namespace}">${result}${metadata}</${asked.operation}Response>`;
      return xmlAnswer(200, requestId, body);
    },
    failure: (error, requestId) => {
      const type = error.fault === "Sender" ? "Sender" : "Receiver";
      const code = escapeXml(error.options.queryCode ?? error.code);
      const inside = `<Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message>`;
      const body = `<ErrorResponse xmlns="${namespace}"><Error>${inside}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
      return xmlAnswer(error.status, requestId, body);
    },
  };
}

export function invalidAction(operation: string, version: string): AwsError {
  return new AwsError("InvalidAction", `Could not find operation ${operation} for version ${version || "(none)"}`);
}

function xmlAnswer(status: number, requestId: string, body: string): Answer {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
}

function elementsOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, inner]) => `<key>${escapeXml(String(key))}</key><value>${elementsOf(inner)}</value>`,
    );
    return entries.map((entry) => `<entry>${entry}</entry>`).join("");
  }
  if (Array.isArray(value)) return value.map((inner) => `<member>${elementsOf(inner)}</member>`).join("");
  if (typeof value !== "object") return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${elementsOf(inner)}</${name}>`)
    .join("");
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, "\ufffd");
}
