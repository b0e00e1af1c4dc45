import { afterAll, beforeAll, expect, test } from "vitest";
import { API_PREFIX, type Operations, serve } from "@/app/_http/serve";
import { contract } from "@/lib/contract";
import { problemSchema } from "@/lib/contract/problem";
import { createLog, type Log } from "@/lib/log";
import { BASE_URL, type Door, openDoor } from "./door";

let door: Door;
let headers: Record<string, string>;
beforeAll(async () => {
  door = await openDoor();
  headers = (await door.addToken(await door.addUser("admin"), "admin")).headers as Record<string, string>;
});
afterAll(() => door.close());

function withLog(log: Log): Door["web"] {
  return { ...door.web, log, nobody: (of) => ({ ...door.web.nobody(of), log }) };
}

const FOREIGN_ARN = "arn:aws:sqs:eu-west-1:999988887777:payroll";
/** Mistakes of ours and of others, as they are thrown deep inside. */
const MISTAKES: Record<string, () => unknown> = {
  "SQL in a message": () => new Error(`relation "app_user" does not exist: SELECT password FROM auth_account`),
  "a driver's error": () =>
    Object.assign(new Error("Invalid `prisma.$queryRaw()` invocation: SELECT * FROM session"), {
      code: "P2010",
      meta: { driverAdapterError: { cause: { originalCode: "42P01", originalMessage: "SELECT token FROM session" } } },
    }),
  "an ARN of somebody else's": () => new Error(`AccessDenied: no rights on ${FOREIGN_ARN}`),
  "a cause below": () => new Error("outer", { cause: new Error(`at /srv/node_modules/x.js ${FOREIGN_ARN}`) }),
  "an error with fields": () =>
    Object.assign(new TypeError("x is not a function"), { status: 200, detail: "SELECT 1" }),
  "a text": () => `SELECT secret -- ${FOREIGN_ARN}`,
  nothing: () => undefined,
  "a lie about being one of ours": () => ({ name: "Invalid", code: "invalid-input", status: 422, message: "SELECT 1" }),
};

test.each(Object.entries(MISTAKES))("%s reaches nobody outside, whichever operation it breaks", async (_, mistake) => {
  const breaks = async () => {
    throw mistake();
  };
  const broken = Object.fromEntries(Object.keys(contract).map((id) => [id, breaks])) as unknown as Operations;
  const lines: string[] = [];
  const answer = serve(broken, {
    web: () => withLog(createLog("web", "error", { write: (line) => void lines.push(line) })),
  });

  for (const { path, method } of Object.values(contract)) {
    const init = { method, headers, ...(method === "GET" ? {} : { body: "" }) };
    const got = await answer(new Request(BASE_URL + API_PREFIX + path.replaceAll(/\{\w+\}/g, "x_1"), init));

    const text = await got.text();
    expect([got.status, got.headers.get("content-type")], path).toEqual([500, "application/problem+json"]);
    expect(text, path).not.toMatch(/SELECT|node_modules|arn:|999988887777|at .*\(|\.ts:\d|stack/);
    expect(problemSchema.parse(JSON.parse(text)).requestId).toBe(got.headers.get("x-request-id"));
    expect(got.headers.get("cache-control")).toBe("no-store");
    expect(JSON.parse(lines.at(-1) ?? ""), "the log tells more under the same id").toMatchObject({
      requestId: got.headers.get("x-request-id"),
      msg: "a request failed",
    });
  }
});
