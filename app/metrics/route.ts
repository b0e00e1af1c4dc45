import { web } from "@/app/_http/context";
import { serveMetrics } from "@/app/_http/serve-metrics";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return serveMetrics(web(), request);
}
