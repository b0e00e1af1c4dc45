/**
 * What holds for every answer. The content security policy of pages is set per request, because it carries a nonce.
 * `jobs/http-guard.mjs` adds them once more where Next answers before it looks here: redirects and refusals.
 */
export const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Permitted-Cross-Domain-Policies", value: "none" },
];

/** @type {import("next").NextConfig} */
export default {
  // Only the container image wants the standalone server; `next start` serves everything else.
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pg-boss", "pino", "prom-client", "@prisma/client", "@prisma/adapter-pg"],
  headers: async () => [{ source: "/:path*", headers }],
};
