import { createServer, type IncomingMessage } from "node:http";

const MOST_LETTERS = 50;
const LONGEST = 1_000_000;

interface Letter {
  readonly at: string;
  readonly content: unknown;
}

/**
 * Somebody who is told: takes what the demo's channel sends, on 127.0.0.1 only, and shows the last of it as JSON at
 * `GET /letters`. Answers with its address.
 */
export function openLetterbox(port: number): Promise<string> {
  const letters: Letter[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === "POST" && request.url === "/letters") {
      letters.unshift({ at: new Date().toISOString(), content: await contentOf(request) });
      letters.length = Math.min(letters.length, MOST_LETTERS);
      return response.writeHead(204).end();
    }
    const isAsked = request.method === "GET" && request.url === "/letters";
    response.writeHead(isAsked ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isAsked ? { items: letters } : { reason: "GET or POST /letters" }));
  });
  server.unref();
  const address = `http://127.0.0.1:${port}/letters`;
  return new Promise((resolve, reject) =>
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(address)),
  );
}

async function contentOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request) if (text.length < LONGEST) text += String(part);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
