import { AwsError } from "../aws-error";
import type { Answer, Asked, Protocol, RawRequest, ServiceName } from "./answer";
import { parseObject, writeJson } from "./json";

interface Target {
  readonly service: ServiceName;
  readonly shapes: string;
}

const TARGETS: Readonly<Record<string, Target>> = {
  AmazonSQS: { service: "sqs", shapes: "com.amazonaws.sqs" },
  GraniteServiceVersion20100801: { service: "cloudwatch", shapes: "com.amazonaws.cloudwatch" },
};

/** AWS JSON 1.0 and 1.1: the operation is in X-Amz-Target. Errors carry the old query code too, as SQS and CloudWatch do. */
export function jsonRpc(headers: RawRequest["headers"]): Protocol {
  const contentType = headers["content-type"]?.split(";")[0] ?? "application/x-amz-json-1.0";
  const [prefix = "", operation = ""] = (headers["x-amz-target"] ?? "").split(".");
  const target = Object.hasOwn(TARGETS, prefix) ? TARGETS[prefix] : undefined;

  const answer = (status: number, requestId: string, value: unknown, more?: Record<string, string>): Answer => ({
    status,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId, ...more },
    body: writeJson(value),
  });

  return {
    read: (request): Asked => {
      if (!target) throw unknownOperation();
      return { service: target.service, operation, input: parseObject(request.body) };
    },
    success: (_asked, output, requestId) => answer(200, requestId, output ?? {}),
    failure: (error, requestId) =>
      answer(
        error.status,
        requestId,
        { __type: `${target?.shapes ?? "com.amazon.coral.service"}#${error.code}`, message: error.message },
        { "x-amzn-query-error": `${error.options.queryCode ?? error.code};${error.fault}` },
      ),
  };
}

export function unknownOperation(status = 400): AwsError {
  return new AwsError("UnknownOperationException", "The requested operation is not recognized by the service.", {
    status,
  });
}
