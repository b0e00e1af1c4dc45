import { AwsError } from "../aws-error";
import type { Answer, Asked, JsonWire, Protocol, RawRequest } from "./answer";
import { parseObject, writeJson } from "./json";

export interface JsonService {
  readonly name: string;
  readonly wire: JsonWire;
}

/** AWS JSON 1.0 and 1.1: the operation is in X-Amz-Target. Errors carry the old query code too, as SQS and CloudWatch do. */
export function jsonRpc(
  headers: RawRequest["headers"],
  serviceOf: (target: string) => JsonService | undefined,
): Protocol {
  const contentType = headers["content-type"]?.split(";")[0] ?? "application/x-amz-json-1.0";
  const target = headers["x-amz-target"] ?? "";
  const dot = target.lastIndexOf(".");
  const service = serviceOf(target.slice(0, Math.max(0, dot)));

  const answer = (status: number, requestId: string, value: unknown, more?: Record<string, string>): Answer => ({
    status,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId, ...more },
    body: writeJson(value),
  });

  return {
    read: (request): Asked => {
      if (!service) throw unknownOperation();
      return { service: service.name, operation: target.slice(dot + 1), input: parseObject(request.body) };
    },
    success: (_asked, output, requestId) => answer(200, requestId, output ?? {}),
    failure: (error, requestId) =>
      answer(
        error.status,
        requestId,
        { __type: `${service?.wire.shapes ?? "com.amazon.coral.service"}#${error.code}`, message: error.message },
        { "x-amzn-query-error": `${error.options.queryCode ?? error.code};${error.fault}` },
      ),
  };
}

export function unknownOperation(status = 400): AwsError {
  return new AwsError("UnknownOperationException", "The requested operation is not recognized by the service.", {
    status,
  });
}
