import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ANSWER_KINDS, headerFaults } from "../answers";
import { type BuiltWeb, startBuiltWeb } from "./built-web";

let web: BuiltWeb;
beforeAll(async () => {
  web = await startBuiltWeb({ DLO_BASE_URL: "https://dlo.example" });
}, 60_000);
afterAll(() => web.stop(), 60_000);

test.each(ANSWER_KINDS)("the headers of $name hold", async (kind) => {
  const answer = await fetch(web.url + kind.path, { method: kind.method ?? "GET", redirect: "manual" });

  expect(answer.status).toBe(kind.status);
  expect(headerFaults(answer, kind)).toEqual([]);
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
});

test("every page has a nonce of its own, and its scripts carry it", async () => {
  const pages = await Promise.all([fetch(`${web.url}/sign-in`), fetch(`${web.url}/sign-in`)]);
  const nonces = pages.map(({ headers }) => /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1]);

  const html = await pages[0]?.text();

  expect(new Set(nonces).size).toBe(2);
  const scripts = html?.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonces[0]}"`))).toEqual([]);
});

/** What comes back on a bare connection within a second. */
async function say(text: string): Promise<string> {
  const socket = connect(web.port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk)).on("error", () => undefined);
  socket.write(text);
  await Promise.race([new Promise((resolve) => socket.once("close", resolve)), sleep(1000)]);
  socket.destroy();
  return Buffer.concat(chunks).toString("latin1");
}

test.each([
  ["an absolute address", "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  [
    "an absolute address with an upgrade",
    "GET http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    400,
  ],
  [
    "an upgrade",
    "GET /_next/webpack-hmr HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    404,
  ],
  ["an asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["CONNECT", "CONNECT 10.0.0.1:443 HTTP/1.1\r\nHost: x\r\n\r\n", undefined],
  ["101 headers", `GET /api/health HTTP/1.1\r\nHost: x\r\n${"A: b\r\n".repeat(100)}\r\n`, 431],
  ["17 kB of headers", `GET /api/health HTTP/1.1\r\nHost: x\r\nA: ${"b".repeat(17_000)}\r\n\r\n`, 431],
  ["two lengths", "POST /api/v1/me HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400],
  [
    "a length and chunks",
    "POST /api/v1/me HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
] as const)("%s is refused", async (_, text, status) => {
  expect(/^HTTP\/1\.1 (\d{3})/.exec(await say(text))?.[1]).toBe(status === undefined ? undefined : `${status}`);
});

const HALF_OPEN = 1000;
const SLOW_STARTS = [
  "",
  "GET /sign-in HTTP/1.1\r\nHost: x\r\n",
  "POST /api/auth/sign-in/email HTTP/1.1\r\nContent-Length: 9\r\n",
];

test("a thousand connections that never finish asking do not stop an answer, and are closed", async () => {
  const sockets: Socket[] = [];
  let closed = 0;
  for (let index = 0; index < HALF_OPEN; index++) {
    const socket = connect(web.port, "127.0.0.1");
    socket.on("close", () => (closed += 1)).on("error", () => undefined);
    socket.write(SLOW_STARTS[index % SLOW_STARTS.length] ?? "");
    sockets.push(socket.resume());
  }
  const drip = setInterval(() => {
    for (const [index, socket] of sockets.entries())
      if (index % 3 > 0 && socket.writable) socket.write(`X-${index}: 1\r\n`);
  }, 1000);
  const took: number[] = [];
  const startedAt = performance.now();

  while (closed < HALF_OPEN && performance.now() - startedAt < 40_000) {
    const askedAt = performance.now();
    expect((await fetch(`${web.url}/api/health`)).status).toBe(200);
    took.push(performance.now() - askedAt);
    await sleep(250);
  }

  clearInterval(drip);
  for (const socket of sockets) socket.destroy();
  expect(Math.max(...took)).toBeLessThan(2000);
  expect(closed).toBe(HALF_OPEN);
}, 60_000);
