import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { gunzipSync } from "node:zlib";
import { AwsError } from "../aws-error";
import { serializationProblem } from "./json";

/** Room for 1 MiB of message text in which every byte needs a six-character JSON escape, and some attributes. */
export const LARGEST_BODY_BYTES = 8 * 1_048_576;

/** The request's body, unzipped when gzip was declared. Throws AwsError 413 beyond the limit, before or after unzipping. */
export async function readBody(
  request: IncomingMessage | Http2ServerRequest,
  limitBytes = LARGEST_BODY_BYTES,
): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip" ? unzip(body, limitBytes) : body;
}

function unzip(body: Buffer, limitBytes: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: limitBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limitBytes);
    throw serializationProblem("The request body is not valid gzip.");
  }
}

function tooLarge(limitBytes: number): AwsError {
  return new AwsError("RequestEntityTooLargeException", `The request is larger than ${limitBytes} bytes.`, {
    status: 413,
    queryCode: "RequestEntityTooLarge",
  });
}
