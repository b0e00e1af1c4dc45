import { type NextRequest, NextResponse } from "next/server";

/**
 * Headers of pages, and nothing else: whoever asks is looked up where something is read or done. The nonce goes to the
 * layout and to Next's own scripts; nothing without it runs.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-dlo-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Charts and menus position with style attributes; style elements and scripts need to be ours. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Answers of the API bring their own headers, files need none, and Swagger UI has a policy of its own. */
export const config = { matcher: ["/((?!api/|_next/|metrics$|docs$|docs/(?!errors)|favicon.ico|theme.js).*)"] };
