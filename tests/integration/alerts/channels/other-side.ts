import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Outside } from "@/lib/channels/channel";
import type { AlertMessage, ReviewMessage } from "@/lib/core/alerts/notification";
import { createGuardedFetch } from "@/lib/net/guarded-fetch";

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}
export interface Said {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server on this machine that keeps what it heard and says what `answer` says; null hangs up without a word. */
export async function openOtherSide(answer: (heard: Heard, count: number) => Said | null) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const written = await text(request);
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const { method = "", headers } = request;
    const one = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: written ? JSON.parse(written) : null,
    };
    heard.push(one);
    const said = answer(one, heard.length);
    if (said === null) return request.socket.destroy();
    response.writeHead(said.status, { "content-type": "application/json", ...said.headers });
    response.end(said.body === undefined ? "" : JSON.stringify(said.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
export type OtherSide = Awaited<ReturnType<typeof openOtherSide>>;

export const NOW = new Date("2026-11-21T10:00:00.000Z");
/** The world as a channel gets it, with the guard that the worker has. */
export const outside = (more: Partial<Outside> = {}): Outside => ({
  fetch: createGuardedFetch({ namedHosts: ["127.0.0.1"] }),
  addressOf: async () => [],
  messageId: "ntf_00000000000000000001",
  earlier: null,
  now: () => NOW,
  signal: new AbortController().signal,
  ...more,
});

export const alertMessage = (more: Partial<AlertMessage> = {}): AlertMessage => ({
  kind: "opened",
  dedupKey: "dlo-alr_00000000000000000001",
  alertId: "alr_00000000000000000001",
  number: 12,
  severity: "page",
  title: "orders: a new failure, 47 messages",
  openedAt: "2026-11-21T09:58:00.000Z",
  resolvedAt: null,
  acknowledgedBy: null,
  owner: "checkout",
  team: "shop",
  environment: "prd",
  accounts: ["shop 111"],
  regions: ["eu-central-1"],
  pipelines: [{ name: "orders", url: "https://dlo.example/pipelines/pl_1" }],
  reasons: [
    {
      condition: "class-new",
      subject: "F-7 price is null",
      sentence: "47 messages failed in 5 minutes.",
      since: "2026-11-21T09:55:00.000Z",
      url: "https://dlo.example/failures/fc_1",
    },
  ],
  moreCount: 0,
  lastRun: null,
  suspect: "checkout-worker was deployed 3 minutes before",
  timeToLoss: "first loss in 2 h",
  runbook: "https://wiki.example/orders",
  openUrl: "https://dlo.example/alerts/alr_00000000000000000001",
  acknowledgeUrl: "https://dlo.example/alerts/alr_00000000000000000001/acknowledge",
  links: [{ label: "CloudWatch", url: "https://console.aws.example/x" }],
  ...more,
});

export const reviewMessage: ReviewMessage = {
  kind: "review",
  dedupKey: "dlo-rev_1",
  title: "Week 47",
  lines: ["47 orders late, 3 lost."],
  openUrl: "https://dlo.example/reviews/rev_1",
};
