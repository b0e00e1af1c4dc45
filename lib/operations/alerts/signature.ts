import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether one of the signatures in PagerDuty's header (`v1=<hex>`, several with commas between them while a secret is changed) is that
 * of these bytes. Takes the same time wherever they differ.
 */
export function isSignedBy(secret: string, body: Uint8Array, header: string | null): boolean {
  const right = createHmac("sha256", secret).update(body).digest();
  const given = (header ?? "")
    .slice(0, 4000)
    .split(",")
    .map((part) => /^v1=([0-9a-f]{64})$/i.exec(part.trim())?.[1]);
  return given.filter((hex) => hex !== undefined && timingSafeEqual(Buffer.from(hex, "hex"), right)).length > 0;
}
