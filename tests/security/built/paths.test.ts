import { globSync } from "node:fs";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "@/lib/contract";
import { type BuiltWeb, startBuiltWeb } from "./built-web";

let web: BuiltWeb;
beforeAll(async () => {
  web = await startBuiltWeb();
}, 60_000);
afterAll(() => web.stop(), 60_000);

const PAGES = globSync("app/(office)/**/page.tsx")
  .map((file) => file.replace(/^app\/\(office\)/, "").replace(/\/page\.tsx$/, ""))
  .map((path) => path.replaceAll(/\[\w+\]/g, "x_00000000000000000000") || "/");
const ENDPOINTS = Object.values(contract)
  .filter(({ capability, method }) => capability !== "public" && method === "GET")
  .map(({ path }) => `/api/v1${path.replaceAll(/\{\w+\}/g, "x_00000000000000000000")}`);

/** The ways in which one layer may read an address otherwise than the next. */
const TRICKS: Record<string, (path: string) => string> = {
  "as it is": (path) => path,
  "a double slash": (path) => `/${path}`,
  "a double slash inside": (path) => path.replace(/\/(?=[^/]*$)/, "//"),
  "an encoded slash": (path) => path.replace(/\/(?=[^/]+$)/, "%2f"),
  "a backslash": (path) => path.replace(/\/(?=[^/]+$)/, "\\"),
  "a dot segment": (path) => `/.${path}`,
  "a way up": (path) => `/sign-in/..${path}`,
  "an encoded way up": (path) => `/sign-in/%2e%2e${path}`,
  "a way up from files": (path) => `/_next/static/..${path}`,
  "a path parameter": (path) => `/sign-in/..;${path}`,
  "a trailing dot": (path) => `${path}.`,
  "a trailing slash": (path) => `${path}/`,
  capitals: (path) => path.toUpperCase(),
  ".json": (path) => `${path}.json`,
  ".rsc": (path) => `${path}.rsc`,
  ".segments": (path) => `${path}.segments/_tree.segment.rsc`,
  "?_rsc=": (path) => `${path}?_rsc=1`,
  "a null byte": (path) => `${path}%00`,
  "double encoding": (path) => path.replace(/\/(?=[^/]+$)/, "%252f"),
  "Next's old payloads": (path) => `/_next/data/build${path}.json`,
  "Next's own addresses": (path) => `/__nextjs_original-stack-frame?file=${path}`,
};
const HEADERS: Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy", rsc: "1" },
  { "x-middleware-prefetch": "1" },
  { "x-middleware-rewrite": "/api/health" },
  { "next-router-prefetch": "1", rsc: "1" },
  { "next-router-segment-prefetch": "/_tree", rsc: "1" },
  { rsc: "1" },
  { "next-action": "x" },
  { "x-nextjs-data": "1" },
  { "x-matched-path": "/api/health", "x-now-route-matches": "1" },
  { "x-invoke-path": "/api/health", "x-invoke-status": "200" },
  { "x-original-url": "/api/health", "x-rewrite-url": "/api/health" },
  { "x-forwarded-host": "127.0.0.1", "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https" },
  { "x-http-method-override": "OPTIONS" },
  { authorization: "Bearer undefined" },
  { cookie: "dlo.session_token=; better-auth.session_token=x.y" },
];

/** As written, without the tidying that `fetch` does. */
function ask(path: string, headers: Record<string, string>, method = "GET"): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: web.port, host: "127.0.0.1", path, headers, method }, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    );
    asked.on("error", reject).end();
  });
}

/** Nobody is let in: refused, sent to sign in, or given a payload that only says so. */
function isRefusal({ status, body }: { status: number; body: string }): boolean {
  if (status !== 200) return status >= 300 && status < 500;
  return /NEXT_REDIRECT;[a-z]+;\/sign-in/.test(body) && !/"Main"/.test(body);
}

test.each(Object.entries(TRICKS))("by %s nobody comes in", async (_, trick) => {
  const wrong: string[] = [];
  for (const path of [...PAGES, ...ENDPOINTS]) {
    const answer = await ask(trick(path), {});
    if (!isRefusal(answer)) wrong.push(`${answer.status} ${trick(path)} ${answer.body.slice(0, 100)}`);
  }

  expect(wrong).toEqual([]);
});

test.each(HEADERS)("with the headers %j nobody comes in", async (headers) => {
  const wrong: string[] = [];
  for (const path of [...PAGES, ...ENDPOINTS])
    for (const method of ["GET", "POST", "HEAD"]) {
      const answer = await ask(path, headers, method);
      const isEmptyHead = method === "HEAD" && answer.body === "";
      if (!isRefusal(answer) && !isEmptyHead)
        wrong.push(`${answer.status} ${method} ${path} ${answer.body.slice(0, 100)}`);
    }

  expect(wrong).toEqual([]);
});
