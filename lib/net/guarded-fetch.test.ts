import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { certificateFor } from "@/tests/support/certificate";
import { type Address, TargetRefused } from "./guarded-address";
import { createGuardedFetch, type GuardSettings } from "./guarded-fetch";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listening<T extends Server>(server: T): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
const serving = (answer: RequestListener) => listening(createServer(answer));

const resolvingTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address): Address => ({ address, family: address.includes(":") ? 6 : 4 }));
const fetchOf = (settings: Partial<GuardSettings> = {}) =>
  createGuardedFetch({ namedHosts: [], resolve: resolvingTo("127.0.0.1"), ...settings });

test.each([
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0177.0.0.1/",
  "https://0x7f.0.0.0x1/",
  "https://①②⑦.⓪.⓪.①/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://169.254.169.254/latest/meta-data/",
  "https://2852039166/latest/meta-data/",
  "https://[fd00:ec2::254]/latest/meta-data/",
  "https://10.0.0.1/",
  "https://100.64.0.1/",
  "https://0/",
  "https://idp.example/",
])("%s is refused before anything is sent", async (url) => {
  await expect(fetchOf()(url)).rejects.toThrow(TargetRefused);
});

test.each(["http://idp.example/", "ftp://idp.example/", "file:///etc/passwd", "https://user:secret@idp.example/"])(
  "%s is refused without a look at its addresses",
  async (url) => {
    let looks = 0;
    const resolve = async () => {
      looks += 1;
      return [{ address: "8.8.8.8", family: 4 as const }];
    };

    await expect(fetchOf({ resolve })(url)).rejects.toThrow(TargetRefused);
    expect(looks).toBe(0);
  },
);

test("one private address among public ones is enough to refuse a name", async () => {
  const guarded = fetchOf({ resolve: resolvingTo("8.8.8.8", "2606:4700::1", "10.0.0.1") });

  await expect(guarded("https://idp.example/")).rejects.toThrow(TargetRefused);
});

test("a refusal does not tell which address was found", async () => {
  const refusal = await fetchOf({ resolve: resolvingTo("10.20.30.40") })("https://idp.example/").catch(String);

  expect(refusal).not.toContain("10.20.30.40");
});

test("a name is resolved once: an answer that changes between check and connection changes nothing", async () => {
  const port = await serving((request, response) => response.end(`asked as ${request.headers.host}`));
  const answers = ["127.0.0.1", "169.254.169.254"];
  let looks = 0;
  const resolve = async (): Promise<Address[]> => [{ address: answers[looks++] ?? "169.254.169.254", family: 4 }];

  const answer = await fetchOf({ resolve, namedHosts: ["rebinding.example"] })(`http://rebinding.example:${port}/`);

  expect([await answer.text(), looks]).toEqual([`asked as rebinding.example:${port}`, 1]);
});

test("a host that an operator named may be private and plain http; metadata stays refused, and so do other hosts", async () => {
  const port = await serving((_, response) => response.end("hello"));
  const named = { namedHosts: [`idp.internal:${port}`, "127.0.0.1"] };

  expect(await (await fetchOf(named)(`http://idp.internal:${port}/`)).text()).toBe("hello");
  expect((await fetchOf(named)(`http://127.0.0.1:${port}/`)).status).toBe(200);
  for (const url of [
    "http://idp.internal:1/",
    `http://x.idp.internal:${port}/`,
    `http://idp.internal.evil.example:${port}/`,
  ])
    await expect(fetchOf(named)(url), url).rejects.toThrow(TargetRefused);
  for (const address of ["169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1"])
    await expect(
      fetchOf({ ...named, resolve: resolvingTo(address) })(`http://idp.internal:${port}/`),
      address,
    ).rejects.toThrow(TargetRefused);
});

test("a redirect is handed back, and what it points to is never asked", async () => {
  const asked: (string | undefined)[] = [];
  const port = await serving((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  });

  const answer = await fetchOf({ namedHosts: ["127.0.0.1"] })(`http://127.0.0.1:${port}/start`);

  expect([answer.status, answer.headers.get("location")]).toEqual([302, "http://169.254.169.254/latest/meta-data/"]);
  expect(asked).toEqual(["/start"]);
});

test("method, headers and a form arrive as fetch would send them", async () => {
  const port = await serving(async (request, response) => {
    const { method, headers } = request;
    response.end(JSON.stringify([method, headers["content-type"], headers.accept, await text(request)]));
  });

  const answer = await fetchOf({ namedHosts: ["127.0.0.1"] })(`http://127.0.0.1:${port}/token`, {
    method: "POST",
    headers: { accept: "application/json", host: "evil.example" },
    body: new URLSearchParams({ code: "a b" }),
  });

  const form = "application/x-www-form-urlencoded;charset=UTF-8";
  expect(await answer.json()).toEqual(["POST", form, "application/json", "code=a+b"]);
});

test("an answer past the limit is not read to its end", async () => {
  let sentBytes = 0;
  const port = await serving((_, response) => {
    const more = () => {
      while (sentBytes < 50_000_000 && response.write(Buffer.alloc(65_536))) sentBytes += 65_536;
    };
    response.on("drain", more);
    more();
  });

  const asked = fetchOf({ namedHosts: ["127.0.0.1"] })(`http://127.0.0.1:${port}/`);

  await expect(asked).rejects.toThrow("more than 1048576 bytes");
  expect(sentBytes).toBeLessThan(30_000_000);
});

test.each([
  ["never answers", (_: unknown) => undefined],
  ["sends a byte now and then", (drip: (bytes: string) => void) => void setInterval(() => drip("x"), 20).unref()],
])("a server that %s is left after the time limit", async (_, behave) => {
  const port = await serving((_request, response) => behave((bytes) => response.write(bytes)));
  const startedAt = performance.now();

  const asked = fetchOf({ namedHosts: ["127.0.0.1"], timeLimitMs: 200 })(`http://127.0.0.1:${port}/`).then((answer) =>
    answer.text(),
  );

  await expect(asked).rejects.toThrow();
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test("a name that nobody answers for is given up after the time limit", async () => {
  const guarded = fetchOf({ timeLimitMs: 100, resolve: () => new Promise(() => {}) });

  await expect(guarded("https://idp.example/")).rejects.toThrow(/timeout/i);
});

test("over https the certificate must be good for the name, not for the address that was asked", async () => {
  const { cert, key } = certificateFor("idp.internal");
  const port = await listening(createTlsServer({ cert, key }, (_, response) => response.end("secret")));
  const named = ["idp.internal", "other.internal"];

  const trusted = fetchOf({ namedHosts: named, ca: cert });

  expect(await (await trusted(`https://idp.internal:${port}/`)).text()).toBe("secret");
  await expect(trusted(`https://other.internal:${port}/`)).rejects.toThrow(/altnames/i);
  await expect(fetchOf({ namedHosts: named })(`https://idp.internal:${port}/`)).rejects.toThrow(/self-signed/i);
});
