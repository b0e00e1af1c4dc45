import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const SIGNING_KEY = "a key that only these two know";

/** As `docs/webhook.schema.json` says it; only what the fortnight looks at. */
const documentSchema = z.object({
  type: z.string(),
  dedupKey: z.string(),
  alert: z
    .object({
      id: z.string().nullable(),
      severity: z.enum(["page", "notify"]),
      title: z.string(),
      owner: z.string().nullable(),
      pipelines: z.array(z.object({ name: z.string() })),
      reasons: z.array(z.object({ condition: z.string(), subject: z.string(), sentence: z.string() })),
    })
    .optional(),
  review: z.object({ title: z.string(), lines: z.array(z.string()) }).optional(),
});

/** What came in by the simulated clock, for whom. */
export interface Received extends z.infer<typeof documentSchema> {
  readonly owner: string;
  readonly at: Date;
  readonly messageId: string;
}

/** Where the owners' webhooks go to: checks the signature of everything, as whoever uses them should. */
export async function openReceiver(now: () => Date) {
  const received: Received[] = [];
  const refused: string[] = [];
  const server = createServer((request, response) => {
    textOf(request).then((text) => {
      const owner = (request.url ?? "/").slice(1);
      const messageId = `${request.headers["webhook-id"]}`;
      const isSigned = isSignatureRight(request, text);
      if (isSigned) received.push({ ...documentSchema.parse(JSON.parse(text)), owner, at: now(), messageId });
      else refused.push(`${owner} ${messageId}`);
      response.writeHead(isSigned ? 204 : 401).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    signingKey: SIGNING_KEY,
    received,
    refused,
    urlFor: (owner: string) => `http://127.0.0.1:${port}/${owner}`,
    /** Alerts that somebody was woken by, in the order in which they came. */
    pages: () => received.filter(({ type, alert }) => type === "alert.opened" && alert?.severity === "page"),
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** Standard Webhooks: HMAC-SHA256 of id, time and content. */
function isSignatureRight({ headers }: IncomingMessage, text: string): boolean {
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`;
  const wanted = Buffer.from(`v1,${createHmac("sha256", SIGNING_KEY).update(content).digest("base64")}`);
  const given = Buffer.from(`${headers["webhook-signature"]}`);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
