import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, ServerResponse } from "node:http";
import { constants, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { runAwsCall } from "./aws-door";
import { AwsError } from "./aws-error";
import { answerControl } from "./control/control-door";
import { SocketCut } from "./fault-play";
import { speakHttp2Too } from "./two-protocols";
import type { Answer } from "./wire/answer";
import { protocolOf } from "./wire/protocol-of";
import { readBody } from "./wire/read-body";
import type { SimulatedWorld } from "./world";

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

export interface SimulatorServer {
  readonly server: Server;
  /** Ends every open connection at once, answered or not. */
  closeConnections(): void;
}

/**
 * The door, over HTTP/1.1 and HTTP/2: `/_sim` is the control plane, everything else is AWS. No request can end the
 * process.
 */
export function createSimulatorServer(world: SimulatedWorld): SimulatorServer {
  const serve = (request: Request, response: Response) => {
    const isControl = /^\/_sim(\/|\?|$)/.test(request.url ?? "");
    const answered = isControl ? answerControl(world, request) : answerAws(world, request, response);
    answered
      .then((answer) => send(request, response, answer))
      .catch((error: unknown) => {
        if (!(error instanceof SocketCut)) console.error("simulator: unexpected", error);
        cut(response);
      });
  };
  const server = createServer({ keepAliveTimeout: 65_000 }, serve);
  const closeHttp2 = speakHttp2Too(server, (request, response) => {
    request.headers.host ??= request.authority;
    serve(request, response);
  });
  return {
    server,
    closeConnections: () => {
      server.closeAllConnections();
      closeHttp2();
    },
  };
}

/** Ends without an answer: the connection in HTTP/1.1, the one stream in HTTP/2, where others share the connection. */
function cut(response: Response): void {
  if (response instanceof ServerResponse) response.destroy();
  else response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

async function answerAws(world: SimulatedWorld, request: Request, response: Response): Promise<Answer> {
  const requestId = randomUUID();
  const headers = plainHeaders(request.headers);
  const protocol = protocolOf(headers);
  const gone = new AbortController();
  response.once("close", () => {
    // An abort makes an exception with its stack, which costs more than the rest of the door.
    if (!response.writableEnded) gone.abort();
  });
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

function send(request: Request, response: Response, answer: Answer): void {
  const isLength = { "content-length": Buffer.byteLength(answer.body) };
  if (!(response instanceof ServerResponse)) {
    if (response.stream.destroyed) return;
    response.writeHead(answer.status, { ...answer.headers, ...isLength });
    response.end(answer.body);
    return;
  }
  if (response.destroyed) return;
  // A request that was refused unread must not be followed by another on the same connection.
  const isUnread = !request.complete;
  response.writeHead(answer.status, { ...answer.headers, ...(isUnread && { connection: "close" }), ...isLength });
  response.end(answer.body, () => {
    if (isUnread) request.destroy();
  });
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers))
    if (!name.startsWith(":")) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  return plain;
}
