import { web } from "@/app/_http/context";

export const dynamic = "force-dynamic";

/** 200 when requests can be served; 503 with the class of the reason, without its details. */
export async function GET(): Promise<Response> {
  const reason = await web()
    .schemaRefusal()
    .then(
      (refusal) => (refusal ? "schema" : undefined),
      () => "database",
    );
  const body = reason ? { status: "not-ready", reason } : { status: "ready" };
  return Response.json(body, { status: reason ? 503 : 200, headers: { "cache-control": "no-store" } });
}
