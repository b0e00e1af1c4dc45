import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "@/lib/contract";
import { eventStream } from "@/lib/contract/events";
import { type Door, openDoor } from "./door";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const paths = [...Object.values(contract).filter((entry) => entry.capability !== "public"), eventStream].map(
  ({ path }) => path.replace("{id}", "run_00000000000000000000"),
);

/** The ways in which one layer may read an address otherwise than the next. */
const TRICKS: Record<string, (path: string) => string> = {
  "a double slash": (path) => `/${path}`,
  "an encoded slash": (path) => path.replace(/\/(?=[^/]*$)/, "%2f"),
  "a dot segment": (path) => `/.${path}`,
  "a way up": (path) => `/setup/..${path}`,
  "an encoded way up": (path) => `/setup/%2e%2e${path}`,
  "a path parameter": (path) => `/setup/..;${path}`,
  "a trailing dot": (path) => `${path}.`,
  "a trailing slash": (path) => `${path}/`,
  capitals: (path) => path.toUpperCase(),
  ".json": (path) => `${path}.json`,
  ".rsc": (path) => `${path}.rsc`,
  "?_rsc=": (path) => `${path}?_rsc=1`,
  "a null byte": (path) => `${path}%00`,
  "double encoding": (path) => path.replace(/\/(?=[^/]*$)/, "%252f"),
};
const HEADERS: Record<string, string>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-prefetch": "1" },
  { "next-router-prefetch": "1", rsc: "1" },
  { "next-action": "x" },
  { "x-original-url": "/api/health", "x-rewrite-url": "/api/health" },
  { "x-forwarded-host": "127.0.0.1", "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https" },
  { "x-http-method-override": "OPTIONS" },
  { authorization: "Bearer undefined" },
  { cookie: "dlo.session_token=; better-auth.session_token=x.y" },
];

test.each(Object.entries(TRICKS))("%s opens no address to nobody", async (_, trick) => {
  for (const path of paths)
    for (const method of ["GET", "POST", "HEAD"]) {
      const { status } = await door.send(trick(path), { method });

      expect([401, 403, 404, 405], `${method} ${trick(path)}`).toContain(status);
    }
});

test.each(HEADERS)("the headers %j open no address to nobody", async (headers) => {
  for (const path of paths)
    expect((await door.send(path, { headers })).status, path).toSatisfy((status) => status === 401 || status === 405);
});
