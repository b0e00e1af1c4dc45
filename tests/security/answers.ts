/** One kind of answer of the running web, and what its headers must say. */
export interface AnswerKind {
  readonly name: string;
  readonly path: string;
  readonly method?: string;
  readonly status: number;
  readonly policy: "page" | "docs" | "nothing";
  /** Files that are the same in every installation may be kept. */
  readonly isKept?: boolean;
}

/** Every kind of answer that needs nobody signed in, refusals and mistakes included. */
export const ANSWER_KINDS: readonly AnswerKind[] = [
  { name: "a page", path: "/sign-in", status: 200, policy: "page" },
  { name: "a page that asks to sign in", path: "/queues", status: 307, policy: "page" },
  { name: "the one-time link's page", path: "/setup?token=x", status: 200, policy: "page" },
  { name: "a page that is not there", path: "/nowhere", status: 404, policy: "page" },
  { name: "a page asked with a strange method", path: "/sign-in", method: "OPTIONS", status: 400, policy: "page" },
  { name: "a page's payload", path: "/sign-in?_rsc=1", status: 200, policy: "page" },
  { name: "a payload that is not there", path: "/nowhere.rsc", status: 404, policy: "page" },
  { name: "the meaning of errors", path: "/docs/errors", status: 200, policy: "page" },
  { name: "the API's documents", path: "/docs", status: 200, policy: "docs", isKept: true },
  { name: "a script of the documents", path: "/docs/start.js", status: 200, policy: "nothing", isKept: true },
  { name: "a script that is not there", path: "/docs/nowhere.js", status: 404, policy: "nothing" },
  { name: "documents that are not there", path: "/docs/no/where", status: 404, policy: "nothing" },
  { name: "documents asked with POST", path: "/docs", method: "POST", status: 405, policy: "nothing" },
  { name: "the contract", path: "/api/openapi.json", status: 200, policy: "nothing", isKept: true },
  { name: "health", path: "/api/health", status: 200, policy: "nothing" },
  { name: "health asked with POST", path: "/api/health", method: "POST", status: 405, policy: "nothing" },
  { name: "readiness", path: "/api/ready", status: 200, policy: "nothing" },
  { name: "figures", path: "/metrics", status: 200, policy: "nothing" },
  { name: "the API to nobody", path: "/api/v1/me", status: 401, policy: "nothing" },
  { name: "the API where it is not", path: "/api/v1/nowhere", status: 404, policy: "nothing" },
  { name: "the API with a wrong method", path: "/api/v1/accounts", method: "PATCH", status: 405, policy: "nothing" },
  { name: "a change without an origin", path: "/api/v1/writes/stop", method: "POST", status: 401, policy: "nothing" },
  { name: "who is signed in", path: "/api/auth/get-session", status: 200, policy: "nothing" },
  { name: "sign-in's address that is not there", path: "/api/auth/sign-up", status: 404, policy: "nothing" },
  { name: "sign-in without anything", path: "/api/auth/sign-in/email", method: "POST", status: 422, policy: "nothing" },
  { name: "an API that is not there", path: "/api/nowhere", status: 404, policy: "nothing" },
  { name: "a file of ours", path: "/theme.js", status: 200, policy: "nothing", isKept: true },
  { name: "a file that is not there", path: "/favicon.ico", status: 404, policy: "nothing" },
  { name: "a built file that is not there", path: "/_next/static/no.js", status: 404, policy: "nothing" },
  { name: "a slash too many", path: "/sign-in/", status: 308, policy: "nothing" },
  { name: "two slashes", path: "//evil.example/", status: 308, policy: "nothing" },
];

const ALWAYS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** What is wrong with the headers of this answer; nothing when all is well. */
export function headerFaults(
  { headers }: Pick<Response, "headers">,
  kind: Pick<AnswerKind, "policy" | "isKept">,
): string[] {
  const policy = headers.get("content-security-policy") ?? "";
  const faults = Object.entries(ALWAYS)
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => `${name}: ${headers.get(name)}`);
  if (!policyFits(policy, kind.policy)) faults.push(`content-security-policy: ${policy}`);
  if (!kind.isKept && !/\bno-store\b/.test(headers.get("cache-control") ?? ""))
    faults.push(`cache-control: ${headers.get("cache-control")}`);
  for (const told of ["x-powered-by", "server"]) if (headers.has(told)) faults.push(`${told}: ${headers.get(told)}`);
  return faults;
}

function policyFits(policy: string, kind: AnswerKind["policy"]): boolean {
  const parts = new Map(policy.split(";").map((part) => splitOnce(part.trim())));
  // Two policies in one header would both hold.
  if (policy.includes(",") || parts.get("frame-ancestors") !== "'none'") return false;
  if (kind === "nothing") return policy === "default-src 'none'; frame-ancestors 'none'";
  const scripts = parts.get("script-src") ?? "";
  if (/unsafe|\*|data:|blob:|https?:/.test(scripts) || parts.get("base-uri") !== "'none'") return false;
  if (kind === "docs") return parts.get("default-src") === "'none'" && scripts === "'self'";
  const styles = parts.get("style-src") ?? "";
  return /^'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'$/.test(scripts) && !styles.includes("unsafe");
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf(" ");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}
