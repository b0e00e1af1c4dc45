import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/lib/db/connect";
import { listen } from "@/lib/db/listen";
import { execute, firstRow, sql } from "@/lib/db/query";
import { certificateFor } from "../../support/certificate";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { eventually } from "../../support/process";

const folder = mkdtempSync(join(tmpdir(), "dlo-tls-"));
let database: TestDatabase;
let server: Server;
let port: number;
const sockets = new Set<Socket>();
beforeAll(async () => {
  database = await createTestDatabase();
  const { cert, key } = certificateFor("127.0.0.1");
  writeFileSync(join(folder, "ours.pem"), cert);
  writeFileSync(join(folder, "others.pem"), certificateFor("127.0.0.1").cert);
  server = tlsInFrontOf(new URL(database.webUrl), { cert, key });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** PostgreSQL behind TLS as it negotiates it itself: eight bytes ask for it, an `S` grants it. */
function tlsInFrontOf({ hostname, port: behind }: URL, secret: { cert: string; key: string }): Server {
  return createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.once("data", (asked) => {
      if (asked.length !== 8 || asked.readUInt32BE(4) !== 80877103) return socket.destroy();
      socket.write("S");
      const inside = new TLSSocket(socket, { isServer: true, ...secret });
      const plain = connectTo(Number(behind), hostname);
      inside.on("error", () => plain.destroy()).on("close", () => plain.destroy());
      plain.on("error", () => inside.destroy()).on("close", () => socket.destroy());
      inside.pipe(plain).pipe(inside);
    });
  });
}

function urlWith(parameters: Record<string, string>, host = "127.0.0.1"): string {
  const url = new URL(database.webUrl);
  url.host = `${host}:${port}`;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.toString();
}

async function asks(url: string): Promise<unknown> {
  const db = connect({ url, maxConnections: 1 });
  try {
    return (await firstRow<{ one: number }>(db, sql`SELECT 1::int AS one`))?.one;
  } finally {
    await db.$disconnect();
  }
}

test("with sslmode=verify-full the database is asked through TLS, once its certificate is known", async () => {
  expect(await asks(urlWith({ sslmode: "verify-full", sslrootcert: join(folder, "ours.pem") }))).toBe(1);
});

test.each([
  [
    "a certificate of an authority that is not named",
    { sslmode: "verify-full", sslrootcert: "others.pem" },
    "127.0.0.1",
  ],
  ["a certificate that nobody vouches for", { sslmode: "verify-full" }, "127.0.0.1"],
  ["a certificate for another name", { sslmode: "verify-full", sslrootcert: "ours.pem" }, "localhost"],
  ["a server that wants TLS, asked without", { sslmode: "disable" }, "127.0.0.1"],
])("the database is not asked with %s", async (_, { sslrootcert, ...rest }: Record<string, string>, host) => {
  const parameters = sslrootcert ? { ...rest, sslrootcert: join(folder, sslrootcert) } : rest;

  await expect(asks(urlWith(parameters, host))).rejects.toThrow();
});

test("the connection that hears of changes uses the same TLS", async () => {
  const heard: string[] = [];
  const broken: unknown[] = [];
  const url = urlWith({ sslmode: "verify-full", sslrootcert: join(folder, "ours.pem") });
  const listening = listen(
    url,
    undefined,
    ["tls_test"],
    (_, payload) => heard.push(payload),
    (error) => broken.push(error),
  );
  const db = connect({ url, maxConnections: 1 });

  const first = await eventually(async () => {
    await execute(db, sql`SELECT pg_notify('tls_test', 'hello')`);
    return heard[0];
  });

  expect([first, broken]).toEqual(["hello", []]);
  await listening.close();
  await db.$disconnect();
});
