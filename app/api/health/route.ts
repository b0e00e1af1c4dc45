export const dynamic = "force-dynamic";

/** Says that the process answers, and nothing about what it is. */
export function GET(): Response {
  return Response.json({ status: "alive" }, { headers: { "cache-control": "no-store" } });
}
