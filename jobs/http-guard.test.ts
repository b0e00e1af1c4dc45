import http from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientAddress, guardHttp } from "./http-guard.mjs";

test.each([
  ["0 proxies: what a stranger writes counts for nothing", "198.51.100.1, 198.51.100.2", 0, "192.0.2.9"],
  ["1 proxy: who the proxy was asked by", "198.51.100.1, 198.51.100.2", 1, "198.51.100.2"],
  ["2 proxies: who the outer one was asked by", "198.51.100.1, 198.51.100.2", 2, "198.51.100.1"],
  ["2 proxies, forged entries before theirs", "10.0.0.1, 127.0.0.1, 198.51.100.1, 10.9.9.9", 2, "198.51.100.1"],
  ["1 proxy that said nothing: the proxy itself", "", 1, "192.0.2.9"],
  ["3 proxies, of which one was passed by", "198.51.100.1", 3, "198.51.100.1"],
  ["empty entries", " , ,198.51.100.2, ", 1, "198.51.100.2"],
])("%s", (_, forwardedFor, proxies, expected) => {
  expect(clientAddress(forwardedFor, "192.0.2.9", proxies)).toBe(expected);
});

let server: http.Server;
let port: number;
const create = http.createServer;
beforeAll(async () => {
  guardHttp({ DLO_BASE_URL: "http://127.0.0.1:3000" });
  server = http.createServer((request, response) => response.end(JSON.stringify(request.headers)));
  http.createServer = create;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("a stranger's claims of the way they came, and of what Next says to itself, are gone", async () => {
  const claims = {
    "x-forwarded-for": "127.0.0.2",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "for=127.0.0.2",
    "x-middleware-subrequest": "proxy",
    "x-invoke-path": "/",
    "x-original-url": "/",
    "x-http-method-override": "GET",
  };

  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { ...claims, "x-kept": "yes" } });
  const seen = (await answer.json()) as Record<string, string>;

  expect(Object.keys(claims).filter((name) => name in seen)).toEqual(["x-forwarded-for"]);
  expect([seen["x-forwarded-for"], seen["x-kept"]]).toEqual(["127.0.0.1", "yes"]);
});

test("an answer that says nothing of its own is kept by nobody, and nothing in it runs", async () => {
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);

  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("strict-transport-security")).toBeNull();
});

test("two hundred connections that never finish asking do not stop an answer, and their time is limited", async () => {
  const sockets: Socket[] = [];
  for (let index = 0; index < 200; index++) {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    socket.write(index % 2 ? "GET / HTTP/1.1\r\nHost: x\r\n" : "");
    sockets.push(socket);
  }

  const answer = await fetch(`http://127.0.0.1:${port}/`);

  for (const socket of sockets) socket.destroy();
  expect(answer.status).toBe(200);
  expect([server.headersTimeout, server.requestTimeout, server.timeout]).toEqual([15_000, 60_000, 120_000]);
});
