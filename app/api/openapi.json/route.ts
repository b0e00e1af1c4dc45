import { openApiDocument } from "@/lib/contract/openapi";

const text = JSON.stringify(openApiDocument());

export function GET(): Response {
  return new Response(text, { headers: { "content-type": "application/json", "cache-control": "no-cache" } });
}
