import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { told } from "@/lib/core/alerts/delivery/told";
import type { ChannelMessage } from "@/lib/core/alerts/notification";
import type { Channel, Outside, Sent } from "./channel";
import { htmlOf, textOf } from "./email-body";
import { mailFailure } from "./mail-failure";

export interface EmailConfig {
  readonly host: string;
  readonly port: number;
  readonly security: "starttls" | "tls" | "none";
  readonly username?: string | undefined;
  readonly from: string;
  readonly to: readonly string[];
}
export interface EmailSecret {
  readonly password?: string | undefined;
}

const STEP_MS = 10_000;

/** Mail by SMTP. `ca`: a further authority that the server's certificate may come from, as PEM. */
export function createEmail({ ca }: { readonly ca?: string } = {}): Channel<EmailConfig, EmailSecret> {
  return {
    async send(message, config, secret, outside) {
      try {
        const addresses = await outside.addressOf(config.host, config.port);
        return await firstThatConnects(addresses.slice(0, 3), (address) =>
          mail(address, message, { config, secret, outside, ca }),
        );
      } catch (error) {
        return mailFailure(error, outside.signal);
      }
    },
  };
}
export const email = createEmail();

interface Mailing {
  readonly config: EmailConfig;
  readonly secret: EmailSecret;
  readonly outside: Outside;
  readonly ca: string | undefined;
}

/** Connects to the address that was checked, while name and certificate stay the host's. */
async function mail(address: string, message: ChannelMessage, mailing: Mailing): Promise<Sent> {
  const { config, secret, outside, ca } = mailing;
  const transport = createTransport({
    host: address,
    port: config.port,
    secure: config.security === "tls",
    requireTLS: config.security === "starttls",
    ignoreTLS: config.security === "none",
    tls: { ...(isIP(config.host) === 0 && { servername: config.host }), ...(ca !== undefined && { ca }) },
    ...(config.username !== undefined && { auth: { user: config.username, pass: secret.password ?? "" } }),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  try {
    const letter = letterOf(message, config, outside.messageId);
    const { rejected } = await orAborted(transport.sendMail(letter), outside.signal);
    return { kind: "delivered", remark: refusedFor(rejected, config.to.length) };
  } finally {
    transport.close();
  }
}

/** A server takes a mail for some of its addresses: sent again it would reach those twice. */
function refusedFor(rejected: readonly unknown[], count: number): string | undefined {
  if (rejected.length === 0) return undefined;
  const names = rejected.map((one) => (typeof one === "string" ? one : "")).join(", ");
  return `The mail server refused it for ${rejected.length} of ${count} addresses: ${names}`;
}

/** Sent again, a message has the same id; all about one alert refer to the same thread, which is no message itself. */
function letterOf(message: ChannelMessage, { from, to }: EmailConfig, messageId: string) {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const thread = createHash("sha256").update(message.dedupKey).digest("hex").slice(0, 32);
  const parent = `<alert.${thread}@${domain}>`;
  const content = told(message);
  return {
    from: { name: "Dead Letter Office", address: from },
    to: to.map((address) => ({ name: "", address })),
    subject: content.subject,
    text: textOf(content),
    html: htmlOf(content),
    messageId: `<${messageId}@${domain}>`,
    inReplyTo: parent,
    references: parent,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

/** Tries the next address only where the one before could not be connected to: nothing was said there yet. */
async function firstThatConnects(
  addresses: readonly { readonly address: string }[],
  send: (address: string) => Promise<Sent>,
): Promise<Sent> {
  const [first, ...others] = addresses;
  if (!first) throw new Error("The host has no address.");
  try {
    return await send(first.address);
  } catch (error) {
    const isUnconnected = error instanceof Error && "command" in error && error.command === "CONN";
    if (!isUnconnected || others.length === 0) throw error;
    return firstThatConnects(others, send);
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
