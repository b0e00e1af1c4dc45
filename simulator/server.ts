import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { runAwsCall } from "./aws-door";
import { AwsError } from "./aws-error";
import { answerControl } from "./control/control-door";
import { SocketCut } from "./fault-play";
import type { Answer } from "./wire/answer";
import { protocolOf } from "./wire/protocol-of";
import { readBody } from "./wire/read-body";
import type { SimulatedWorld } from "./world";

/** The HTTP door: `/_sim` is the control plane, everything else is AWS. No request can end the process. */
export function createSimulatorServer(world: SimulatedWorld): Server {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const isControl = /^\/_sim(\/|\?|$)/.test(request.url ?? "");
    const answered = isControl ? answerControl(world, request) : answerAws(world, request, response);
    answered
      .then((answer) => send(request, response, answer))
      .catch((error: unknown) => {
        if (!(error instanceof SocketCut)) console.error("simulator: unexpected", error);
        response.destroy();
      });
  });
  return server;
}

async function answerAws(world: SimulatedWorld, request: IncomingMessage, response: ServerResponse): Promise<Answer> {
  const requestId = randomUUID();
  const headers = plainHeaders(request.headers);
  const protocol = protocolOf(headers);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const body = await readBody(request);
    const asked = protocol.read({ method: request.method ?? "GET", url: request.url ?? "/", headers, body });
    return protocol.success(asked, await runAwsCall(world, asked, { headers }, requestId, gone.signal), requestId);
  } catch (error) {
    if (error instanceof SocketCut) throw error;
    return protocol.failure(asAwsError(error, gone.signal.aborted || !request.complete), requestId);
  }
}

function asAwsError(error: unknown, isClientGone: boolean): AwsError {
  if (error instanceof AwsError) return error;
  if (isClientGone) return new AwsError("RequestCancelled", "The client went away.");
  console.error("simulator: a defect, answered as InternalFailure", error);
  return new AwsError("InternalFailure", "The request processing has failed because of an unknown error.", {
    status: 500,
  });
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  // A request that was refused unread must not be followed by another on the same connection.
  const isUnread = !request.complete;
  const closing = isUnread ? { connection: "close" } : undefined;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...closing,
    "content-length": typeof answer.body === "string" ? Buffer.byteLength(answer.body) : answer.body.byteLength,
  });
  response.end(answer.body, () => {
    if (isUnread) request.destroy();
  });
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  return plain;
}
