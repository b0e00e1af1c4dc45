import { createServer, type IncomingMessage } from "node:http";
import type { Director } from "./director";

/** What a request is answered with. */
interface Answer {
  readonly status: number;
  readonly content: object;
}

/**
 * The way in for `npm run demo -- incident`, on 127.0.0.1 only: `GET /incidents` lists them, `POST /incidents/<name>`
 * lets one happen now. Requests from web pages are refused.
 */
export function openIncidentDoor(director: Director, port: number): Promise<void> {
  const server = createServer((request, response) => {
    void answer(director, request)
      .catch((error: unknown) => ({ status: 500, content: { reason: String(error) } }))
      .then(({ status, content }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
      });
  });
  server.unref();
  return new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
}

async function answer(director: Director, { method, url = "", headers }: IncomingMessage): Promise<Answer> {
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "");
  if (!isLocal || headers.origin || headers["sec-fetch-site"])
    return { status: 403, content: { reason: "not for web pages" } };
  if (method === "GET" && url === "/incidents") return { status: 200, content: { items: listOf(director) } };
  const name = /^\/incidents\/([\w-]+)$/.exec(url)?.[1];
  if (method !== "POST" || name === undefined) return { status: 404, content: { reason: "there is nothing here" } };
  return fire(director, name);
}

async function fire(director: Director, name: string): Promise<Answer> {
  const fired = await director.fire(name);
  const incident = listOf(director).find((one) => one.name === name);
  if (!incident || fired === "unknown") return { status: 404, content: { reason: `there is no incident ${name}` } };
  if (fired === "under way") return { status: 409, content: { reason: `${name} is under way already.` } };
  return { status: 202, content: incident };
}

function listOf(director: Director) {
  return director.incidents.map(({ name, title, shows, lastsSeconds }) => ({
    name,
    title,
    shows,
    lastsSeconds,
    isUnderWay: director.isUnderWay(name),
  }));
}
