import { web } from "@/app/_http/context";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const { metrics } = web();
  return new Response(await metrics.text(), {
    headers: { "content-type": metrics.contentType, "cache-control": "no-store" },
  });
}
