import type { IncomingMessage } from "node:http";

/** Statuses to which no body belongs; `Response` refuses one. */
const WITHOUT_BODY = [204, 205, 304];

/** The answer as `fetch` gives it, read whole. Stops reading, and ends the connection, past `maxBytes`. */
export async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      answer.destroy();
      throw new Error(`The answer has more than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2)
    headers.append(answer.rawHeaders[index] ?? "", answer.rawHeaders[index + 1] ?? "");
  return new Response(WITHOUT_BODY.includes(status) ? null : Buffer.concat(chunks), {
    status,
    statusText: answer.statusMessage ?? "",
    headers,
  });
}
