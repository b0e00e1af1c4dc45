import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Answer, RawRequest } from "../wire/answer";

/** An answer as it goes over the wire. */
export type Forwarded = Answer;

/** Headers that belong to one connection, not to the message; the body is whole and plain here. */
const OF_THE_CONNECTION = ["connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"];

/** Sends a request to another endpoint, Host header and all, and says its answer. Rejects when there is none. */
export function forward(upstream: string, { method, url, headers, body }: RawRequest): Promise<Forwarded> {
  const to = new URL(upstream);
  const request = to.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const passed = { ...without(headers), "accept-encoding": "identity", "content-length": String(body.length) };
    const options = { hostname: to.hostname, port: to.port, method, path: url, headers: passed };
    const sent = request(options, (response) => {
      readWhole(response).then((whole) => {
        const answered = without(plainHeaders(response.headers));
        resolve({ status: response.statusCode ?? 502, headers: answered, body: whole });
      }, reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  return plain;
}

async function readWhole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function without(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !OF_THE_CONNECTION.includes(name)) kept[name] = value;
  }
  return kept;
}
