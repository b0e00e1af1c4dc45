import type { Server } from "node:http";
import { createServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";

type ServeHttp2 = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

/** RFC 9113, "HTTP/2 Connection Preface": no HTTP/1.1 request begins with these bytes. */
const HTTP2_BEGINS_WITH = Buffer.from("PRI ");
const LONGEST_SILENCE_MS = 60_000;

/**
 * Lets an HTTP/1.1 server that listens answer HTTP/2 with prior knowledge too, on the same port: the first bytes of a
 * connection decide. Returns what ends every connection that is not HTTP/1.1's; `server.close()` waits for them.
 */
export function speakHttp2Too(server: Server, serve: ServeHttp2): () => void {
  const http2 = createServer(serve);
  const undecided = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  http2.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  // A broken session or connection ends alone: neither may end the process.
  http2.on("sessionError", () => undefined);

  const serveHttp1 = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    undecided.add(socket);
    whenDecided(socket, (isHttp2) => {
      undecided.delete(socket);
      if (isHttp2 === undefined) return;
      if (isHttp2) http2.emit("connection", socket);
      else for (const listener of serveHttp1) listener.call(server, socket);
    });
  });

  return () => {
    for (const session of sessions) session.destroy();
    for (const socket of undecided) socket.destroy();
  };
}

/** Says once what a connection speaks, its bytes still unread; undefined when it ended or was silent for a minute. */
function whenDecided(socket: Socket, decide: (isHttp2: boolean | undefined) => void): void {
  const done = (isHttp2: boolean | undefined) => {
    socket.off("readable", look).off("end", ended).off("close", gone).off("error", ignore).off("timeout", giveUp);
    socket.setTimeout(0);
    if (isHttp2 !== undefined) socket.unshift(seen);
    decide(isHttp2);
  };
  let seen = Buffer.alloc(0);
  const look = () => {
    const bytes: Buffer | null = socket.read();
    if (!bytes) return;
    seen = Buffer.concat([seen, bytes]);
    const begins = seen.subarray(0, HTTP2_BEGINS_WITH.length);
    const isLikeHttp2 = HTTP2_BEGINS_WITH.subarray(0, begins.length).equals(begins);
    if (isLikeHttp2 && begins.length < HTTP2_BEGINS_WITH.length) return;
    done(isLikeHttp2);
  };
  const gone = () => done(undefined);
  const ended = () => socket.destroy();
  const giveUp = () => socket.destroy();
  const ignore = () => undefined;
  socket.on("readable", look).on("end", ended).on("close", gone).on("error", ignore).on("timeout", giveUp);
  socket.setTimeout(LONGEST_SILENCE_MS);
}
