import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import type { Outside } from "@/lib/channels/channel";
import { createEmail, type EmailConfig } from "@/lib/channels/email";
import { createGuardedAddress } from "@/lib/net/guarded-address";
import { certificateFor } from "@/tests/support/certificate";
import { messageAbout } from "./told-world";

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isSecure: boolean;
  readonly raw: string;
}
const { cert, key } = certificateFor("mail.example");
const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    cert,
    key,
    authOptional: true,
    closeTimeout: 100,
    onAuth: (auth, _session, done) =>
      auth.password === "hunter22-secret" ? done(null, { user: auth.username }) : done(new Error("bad password")),
    async onData(stream, session, done) {
      const raw = await text(stream);
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom ? mailFrom.address : "";
      mails.push({ from, to: rcptTo.map(({ address }) => address), user: session.user, isSecure: session.secure, raw });
      done();
    },
    ...options,
  });
  server.on("error", () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { mails, port: (server.server.address() as AddressInfo).port };
}

const config = (port: number, change: Partial<EmailConfig> = {}): EmailConfig => ({
  host: "mail.example",
  port,
  security: "starttls",
  from: "dlo@ops.example",
  to: ["oncall@ops.example", "lead@ops.example"],
  ...change,
});
const outside = (change: Partial<Outside> = {}): Outside => ({
  fetch: async () => new Response(),
  addressOf: createGuardedAddress({
    namedHosts: ["mail.example"],
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  }),
  messageId: "ntf_0001",
  earlier: null,
  now: () => new Date(),
  signal: AbortSignal.timeout(20_000),
  ...change,
});
const email = createEmail({ ca: cert });
const withPassword = { password: "hunter22-secret" };

/** Headers of a mail, unfolded, and the words of its parts. */
function read(raw: string) {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
  const body = rest
    .join("\r\n\r\n")
    .replace(/=\r\n/g, "")
    .replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString());
  return { headers, body };
}

test("STARTTLS, sign-in, sender and recipients are as they were set; the mail says it all, as text and as HTML", async () => {
  const { mails, port } = await startMailServer();
  const sent = await email.send(messageAbout("alr_1"), config(port, { username: "dlo" }), withPassword, outside());

  expect(sent).toEqual({ kind: "delivered" });
  expect(mails).toMatchObject([
    { from: "dlo@ops.example", to: ["oncall@ops.example", "lead@ops.example"], user: "dlo", isSecure: true },
  ]);
  const { headers, body } = read(mails[0]?.raw ?? "");
  expect(headers.get("content-type")).toContain("multipart/alternative");
  expect(headers.get("auto-submitted")).toBe("auto-generated");
  expect(headers.get("x-auto-response-suppress")).toBe("All");
  expect(headers.get("message-id")).toBe("<ntf_0001@ops.example>");
  expect(body.match(/Content-Type: text\/(plain|html)/g)).toEqual([
    "Content-Type: text/plain",
    "Content-Type: text/html",
  ]);
  for (const part of [
    "47 messages in 5 minutes",
    "payments",
    "https://dlo.example/alerts/alr_1/acknowledge",
    "R-7 returned",
  ])
    expect(body.split(part).length, part).toBeGreaterThan(2);
  expect(mails[0]?.raw).not.toContain("hunter22");
});

test("a mail that a server takes for some addresses only is not sent to those twice, and says who will not have it", async () => {
  const { mails, port } = await startMailServer({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith("lead@") ? done(Object.assign(new Error("no such user"), { responseCode: 550 })) : done(),
  });
  const sent = await email.send(messageAbout("alr_1"), config(port), {}, outside());

  expect(mails.map(({ to }) => to)).toEqual([["oncall@ops.example"]]);
  expect(sent).toEqual({
    kind: "delivered",
    remark: "The mail server refused it for 1 of 2 addresses: lead@ops.example",
  });
});

test("everything in the HTML is escaped, and nothing is loaded from anywhere", async () => {
  const { mails, port } = await startMailServer();
  await email.send(messageAbout("alr_1", { owner: `"><img src=x onerror=alert(1)>` }), config(port), {}, outside());
  const html = read(mails[0]?.raw ?? "").body.split("Content-Type: text/html")[1] ?? "";

  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toMatch(/<(script|img|link|iframe|style)\b/i);
  expect(html).toContain('href="https://dlo.example/classes/fc_1?a=1&amp;b=2"');
});

test("messages about one alert are one thread, each with an id of its own that stays when it is sent again", async () => {
  const { mails, port } = await startMailServer();
  const send = (messageId: string, kind: "opened" | "resolved", alert = "alr_1") =>
    email.send(messageAbout(alert, { kind }), config(port), {}, outside({ messageId }));
  await send("ntf_a", "opened");
  await send("ntf_a", "opened");
  await send("ntf_b", "resolved");
  await send("ntf_c", "opened", "alr_2");
  const headers = mails.map(({ raw }) => read(raw).headers);
  const of = (name: string) => headers.map((one) => one.get(name));

  expect(of("message-id")).toEqual(["a", "a", "b", "c"].map((one) => `<ntf_${one}@ops.example>`));
  expect(of("in-reply-to")).toEqual(of("references"));
  const [first, again, resolved, other] = of("references");
  expect([again, resolved]).toEqual([first, first]);
  expect(other).not.toBe(first);
});

test("no text begins another header", async () => {
  const { mails, port } = await startMailServer();
  const title = "fails\r\nBcc: evil@evil.example\r\n\r\n<b>body</b>\u2028X-Evil: yes";
  await email.send(messageAbout("alr_1", { title }), config(port), {}, outside());
  const { headers } = read(mails[0]?.raw ?? "");

  expect([...headers.keys()].filter((name) => /bcc|x-evil/.test(name))).toEqual([]);
  expect(mails[0]?.to).toEqual(["oncall@ops.example", "lead@ops.example"]);
});

test("where STARTTLS is asked for and not offered, or the certificate is another's, nothing is said", async () => {
  const plain = await startMailServer({ hideSTARTTLS: true, disabledCommands: ["STARTTLS"] });
  const other = await startMailServer();
  const elsewhere = outside({ addressOf: async () => [{ address: "127.0.0.1", family: 4 }] });

  expect(await email.send(messageAbout("alr_1"), config(plain.port), {}, outside())).toMatchObject({ kind: "retry" });
  expect(
    await email.send(messageAbout("alr_1"), config(other.port, { host: "other.example" }), {}, elsewhere),
  ).toMatchObject({
    kind: "retry",
  });
  expect([...plain.mails, ...other.mails]).toEqual([]);
});

test("TLS from the beginning, and no TLS where somebody wants none", async () => {
  const tls = await startMailServer({ secure: true });
  const plain = await startMailServer();
  await email.send(messageAbout("alr_1"), config(tls.port, { security: "tls" }), {}, outside());
  await email.send(messageAbout("alr_1"), config(plain.port, { security: "none" }), {}, outside());

  expect([...tls.mails, ...plain.mails].map(({ isSecure }) => isSecure)).toEqual([true, false]);
});

function failing(responseCode: number) {
  return Object.assign(new Error("mailbox of somebody unavailable"), { responseCode });
}
test.each([
  [550, "refused"],
  [552, "refused"],
  [450, "retry"],
  [421, "retry"],
])("a server that answers %i: %s", async (code, kind) => {
  const { port } = await startMailServer({ onMailFrom: (_address, _session, done) => done(failing(code)) });

  expect(await email.send(messageAbout("alr_1"), config(port), {}, outside())).toMatchObject({
    kind,
    reason: expect.stringContaining(`${code}`),
  });
});

test("a wrong password is tried again later: it is mended in the settings", async () => {
  const { port } = await startMailServer();
  const sent = await email.send(
    messageAbout("alr_1"),
    config(port, { username: "dlo" }),
    { password: "wrong" },
    outside(),
  );

  expect(sent).toMatchObject({ kind: "retry", reason: expect.stringContaining("535") });
});

test("a private mail server that no operator named is not connected to", async () => {
  const { mails, port } = await startMailServer();
  const strict = outside({ addressOf: createGuardedAddress({ namedHosts: [] }) });
  const sent = await email.send(messageAbout("alr_1"), config(port, { host: "127.0.0.1" }), {}, strict);

  expect(sent).toMatchObject({ kind: "retry", reason: expect.stringContaining("not public") });
  expect(mails).toEqual([]);
});

test("a server that never greets is left", async () => {
  const { port } = await startMailServer({ onConnect: () => undefined });
  const startedAt = performance.now();
  const sent = await email.send(messageAbout("alr_1"), config(port), {}, outside({ signal: AbortSignal.timeout(500) }));

  expect(sent).toMatchObject({ kind: "retry", reason: expect.stringContaining("in time") });
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
