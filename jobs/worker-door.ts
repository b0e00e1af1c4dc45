import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { Metrics } from "./metrics";

export interface DoorFacts {
  readonly host: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** Why the process cannot work just now; undefined when it can. */
  reasonNotReady(): Promise<string | undefined>;
}

/** The worker's HTTP side, for those who watch it: alive, ready, figures. It takes no orders. */
export async function openWorkerDoor({ host, port, metrics, reasonNotReady }: DoorFacts): Promise<Server> {
  const answer = async (path: string, response: ServerResponse) => {
    if (path === "/api/health") return json(response, 200, { status: "alive" });
    if (path === "/api/ready") {
      const reason = await reasonNotReady();
      return json(response, reason ? 503 : 200, reason ? { status: "not ready", reason } : { status: "ready" });
    }
    if (path !== "/metrics") return json(response, 404, { status: "not found" });
    response.writeHead(200, { "content-type": metrics.registry.contentType, "cache-control": "no-store" });
    response.end(await metrics.registry.metrics());
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (request.method !== "GET" && request.method !== "HEAD")
      return json(response, 405, { status: "method not allowed" });
    answer(path, response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, "listening");
  return server;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
