// Limits of the web's HTTP server, which Next makes itself and offers no setting for: `guardHttp()` is called before.
import http from "node:http";
import { headers } from "../next.config.js";

const LIMITS = {
  /** A request's headers must be there after this, connections on which nothing was sent included. */
  headersTimeout: 15_000,
  /** The whole request, body included. Answers may take as long as they need: event streams do. */
  requestTimeout: 60_000,
  connectionsCheckingInterval: 3_000,
  maxHeaderSize: 16 * 1024,
};
/** A connection on which nothing moves; event streams say something every 15 s. */
const IDLE_MS = 120_000;
const MOST_HEADERS = 100;
/** Of answers that say nothing of their own: nothing in them runs, and nobody keeps them. */
const STANDING = [
  ...headers,
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "Cache-Control", value: "no-store" },
];
const HSTS = { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" };
/** What Next says to itself between its layers, and what other servers take for the address. */
const INTERNAL = /^x-(middleware|invoke|now|matched|nextjs|original|rewrite)-|^x-http-method-override$/;
/** What a proxy tells of the way; without one, a stranger wrote it. */
const CLAIMS = ["forwarded", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip"];

/** Every server made from now on in this process. Without `environment.DLO_TRUSTED_PROXIES`, https means one proxy. */
export function guardHttp(environment) {
  const isHttps = (environment.DLO_BASE_URL ?? "").startsWith("https://");
  const proxies = proxiesOf(environment.DLO_TRUSTED_PROXIES) ?? (isHttps ? 1 : 0);
  const standing = isHttps ? [...STANDING, HSTS] : STANDING;
  const create = http.createServer;
  http.createServer = (...args) => {
    const listener = args.at(-1);
    return limited(
      create({ ...LIMITS }, (request, response) => {
        addWhenMissing(response, standing);
        const refusal = refusalOf(request);
        if (refusal) return refuse(response, refusal);
        nameClient(request, proxies);
        listener(request, response);
      }),
    );
  };
}

/**
 * The address of whoever asks: as many steps back from the socket as there are proxies that we trust. Each of them
 * appends who it was asked by; what stands before that was written by the client.
 */
export function clientAddress(forwardedFor, socketAddress, proxies) {
  const told = forwardedFor
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  const chain = [...told, socketAddress ?? ""];
  return chain[Math.max(0, chain.length - 1 - proxies)];
}

/** Nothing here speaks WebSocket; an upgrade that nobody listens for is a request like any other. */
function limited(server) {
  const on = server.on.bind(server);
  server.on = (event, listener) => (event === "upgrade" ? server : on(event, listener));
  server.setTimeout(IDLE_MS);
  return server;
}

/** At the last moment, when it is known what the answer says itself. */
function addWhenMissing(response, standing) {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (...args) => {
    for (const { key, value } of standing) if (!response.hasHeader(key)) response.setHeader(key, value);
    return writeHead(...args);
  };
}

function refusalOf(request) {
  if (!request.url.startsWith("/")) return 400;
  return request.rawHeaders.length / 2 > MOST_HEADERS ? 431 : undefined;
}

function refuse(response, status) {
  response.writeHead(status, { Connection: "close", "Content-Length": 0 }).end();
}

/** From here on `X-Forwarded-For` is one address that we believe; what strangers claim of the way they came is gone. */
function nameClient(request, proxies) {
  const { headers, socket } = request;
  headers["x-forwarded-for"] = clientAddress(headers["x-forwarded-for"] ?? "", socket.remoteAddress, proxies);
  for (const name of Object.keys(headers))
    if (INTERNAL.test(name) || (proxies === 0 && CLAIMS.includes(name))) delete headers[name];
}

function proxiesOf(text) {
  if (!text) return undefined;
  if (!/^\d{1,2}$/.test(text))
    throw new Error("DLO_TRUSTED_PROXIES must be how many proxies stand in front: 0, 1, 2 …");
  return Number(text);
}
