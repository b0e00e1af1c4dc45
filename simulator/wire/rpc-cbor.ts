import { type DecodeOptions, decode, type EncodeOptions, encode, Token, Type } from "cborg";
import type { AwsError } from "../aws-error";
import type { Answer, Asked, Protocol, RawRequest } from "./answer";
import { checkDepth, serializationProblem } from "./json";
import { type JsonService, unknownOperation } from "./json-rpc";

const PATH = /\/service\/([^/?]+)\/operation\/([^/?]+)\/?(?:\?|$)/;

/**
 * Smithy RPC v2 CBOR, which CloudWatch speaks with botocore: service and operation are in the path. Operations see the
 * input that JSON would give them: epoch seconds for a timestamp, base64 for bytes. Errors carry the old query code too.
 */
export function rpcCbor(serviceOf: (target: string) => JsonService | undefined): Protocol {
  let service: JsonService | undefined;

  const answer = (status: number, requestId: string, value: unknown, more?: Record<string, string>): Answer => ({
    status,
    headers: {
      "content-type": "application/cbor",
      "smithy-protocol": "rpc-v2-cbor",
      "x-amzn-requestid": requestId,
      ...more,
    },
    body: encode(value, ENCODING),
  });

  return {
    read: ({ url, body }: RawRequest): Asked => {
      const [, target = "", operation = ""] = PATH.exec(url) ?? [];
      service = serviceOf(target);
      if (!service) throw unknownOperation(404);
      return { service: service.name, operation, input: parseMap(body) };
    },
    success: (_asked, output, requestId) => answer(200, requestId, output ?? {}),
    failure: (error: AwsError, requestId) =>
      answer(
        error.status,
        requestId,
        { __type: `${service?.wire.shapes ?? "com.amazon.coral.service"}#${error.code}`, message: error.message },
        { "x-amzn-query-error": `${error.options.queryCode ?? error.code};${error.fault}` },
      ),
  };
}

const ENCODING: EncodeOptions = {
  float64: true,
  ignoreUndefinedProperties: true,
  typeEncoders: {
    Date: (date: Date) => [new Token(Type.tag, 1), new Token(Type.float, date.getTime() / 1000)],
  },
};

const DECODING: DecodeOptions = {
  allowBigInt: false,
  allowInfinity: false,
  allowNaN: false,
  coerceUndefinedToNull: true,
  rejectDuplicateMapKeys: true,
  tags: { 1: (decodeInside) => decodeInside() },
};

function parseMap(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = decode(body, DECODING);
  } catch {
    throw serializationProblem("The request body is not valid CBOR.");
  }
  if (!isObject(value)) throw serializationProblem("The request body must be a CBOR map.");
  return checkDepth(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
