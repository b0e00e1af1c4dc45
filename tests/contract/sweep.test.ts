import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { contract, type OperationId } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import { problemSchema } from "@/lib/contract/problem";
import { ROLES } from "@/lib/core/access/capabilities";
import { may } from "@/lib/core/actor";
import { ID_PREFIXES, type IdKind, idFrom } from "@/lib/core/ids";
import { type Door, json, openDoor } from "./door";

const entries = Object.entries(contract) as [OperationId, Endpoint][];
const closed = entries.filter(([, entry]) => entry.capability !== "public");
const beyondViewer = closed.filter(
  ([, { capability }]) => !(ROLES.viewer as readonly string[]).concat("signed-in").includes(capability),
);
const withId = entries.filter(([, entry]) => entry.path.includes("{id}"));

let door: Door;
let tokens: Record<"viewer" | "admin", { id: string; headers: HeadersInit }>;
beforeAll(async () => {
  door = await openDoor();
  tokens = {
    viewer: await door.addToken(await door.addUser("viewer"), "viewer"),
    admin: await door.addToken(await door.addUser("admin"), "admin"),
  };
});
afterAll(() => door.close());

const KINDS: Record<string, IdKind> = {
  accounts: "account",
  queues: "queue",
  plans: "plan",
  edits: "editSet",
  runs: "run",
  vault: "vaultItem",
  messages: "message",
  "failure-classes": "failureClass",
  tokens: "token",
  users: "user",
  roles: "role",
  grants: "grant",
  resources: "resource",
  replays: "replay",
  rules: "resource",
  archives: "resource",
  buses: "resource",
  findings: "finding",
  regroups: "regroup",
  erasures: "erasure",
  "legal-holds": "hold",
  "saved-views": "savedView",
  "sign-in-providers": "provider",
  identities: "identity",
  sessions: "session",
  pipelines: "pipeline",
  alerts: "alert",
  reviews: "review",
  "review-actions": "reviewAction",
  silences: "silence",
  capsules: "capsule",
  channels: "channel",
  notifications: "notification",
  bills: "bill",
};
/** Bodies without which the operation would not look for its object. */
const BODIES: Partial<Record<OperationId, object>> = {
  applyPlan: { hash: `sha256:${"0".repeat(64)}` },
  askForApproval: { hash: `sha256:${"0".repeat(64)}` },
  approvePlan: { hash: `sha256:${"0".repeat(64)}` },
  refusePlan: { hash: `sha256:${"0".repeat(64)}`, comment: "not now" },
  commentPlan: { comment: "why now?" },
  setRunRate: { ratePerSecond: 5 },
  updateRole: { version: 1 },
  assignFailureClass: { owner: "checkout" },
  revealMessage: { reason: "a customer asked" },
  liftHold: { reason: "case closed" },
  snoozeFailureClass: { until: { kind: "escalates" } },
  dismissFailureClass: { reason: "known noise" },
  addClassNote: { text: "Seen before." },
  createIssue: { channelId: idFrom("channel", Date.now(), randomBytes(10)) },
  setClassRunbook: { url: null },
  mergeFailureClasses: { intoId: idFrom("failureClass", Date.now(), randomBytes(10)) },
  applyRegroup: { confirmCount: 0 },
  mergePipelines: { otherId: idFrom("pipeline", Date.now(), randomBytes(10)) },
  addReviewNote: { text: "said" },
  updateReviewAction: { version: 1 },
  splitPipeline: { atArn: "arn:aws:sqs:eu-central-1:111111111111:orders", name: "Orders" },
  markAlertNoise: { isNoise: true },
  updateChannel: { version: 1, name: "ops", config: {}, isOn: true },
  addPipelineRule: { kind: "join", match: { name: "orders-*" } },
  linkIdentity: { userId: "usr_x" },
  setPassword: { password: "correct horse battery" },
  testEvent: { event: "{}" },
  previewReplay: { from: "2026-11-21T12:00:00Z", until: "2026-11-21T13:00:00Z", allRules: true },
  suppressFinding: { reason: "replaced in May", until: new Date(Date.now() + 86_400_000).toISOString() },
};
const NO_HASH = "0".repeat(64);
/** What a reading operation cannot do without. */
const QUERIES: Partial<Record<OperationId, string>> = {
  verifyAuditExport: `count=0&sha256=${NO_HASH}&headPosition=0&headHash=${NO_HASH}&exportedAt=2026-11-21T10:00:00Z&mac=${NO_HASH}`,
  groupFailures: "by=error",
  listFilterSuggestions: "typed=cau",
};

function pathWith(id: string, entry: Endpoint): string {
  return entry.path.replace("{id}", id).replace("{ruleId}", idFrom("pipelineRule", Date.now(), randomBytes(10)));
}
function absentId(entry: Endpoint): string {
  const kind = KINDS[/([\w-]+)\/\{id\}/.exec(entry.path)?.[1] ?? ""];
  if (!kind) throw new Error(`Say in KINDS what ${entry.path} names.`);
  return idFrom(kind, Date.now(), randomBytes(10));
}
async function ask(id: OperationId, who: HeadersInit, path: string, body?: unknown) {
  const { method } = contract[id];
  const init = method === "GET" ? {} : json(body ?? {}, {}, method);
  const answer = await door.send(path, { ...init, headers: { ...init.headers, ...who } });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
function expectProblem(answer: Awaited<ReturnType<typeof ask>>, status: number) {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(problemSchema.parse(answer.body).status).toBe(status);
  expect(answer.headers.get("x-request-id")).toBe(answer.body.requestId);
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.(ts|js)|SELECT |INSERT |node_modules|[Pp]risma/);
}

test.each(closed)("nobody may %s", async (id, entry) => {
  expectProblem(await ask(id, {}, pathWith(absentOr(entry), entry)), 401);
});

test.each(beyondViewer)("a viewer may not %s, and the attempt is in the audit log", async (id, entry) => {
  const asked = absentOr(entry);
  const answer = await ask(id, tokens.viewer.headers, pathWith(asked, entry));

  expectProblem(answer, 403);
  const denied = await door.rows(
    "SELECT actor_id, object_id, detail FROM audit_entry WHERE action = 'access.denied' AND request_id = $1",
    [answer.body.requestId],
  );
  const about = entry.path.includes("{id}") ? { asked } : {};
  const detail = { operation: id, capability: entry.capability, why: "capability", ...about };
  expect(denied).toEqual([{ actor_id: tokens.viewer.id, object_id: id, detail }]);
});

test.each(withId)("%s of something that is not there is 404", async (id, entry) => {
  expectProblem(await ask(id, tokens.admin.headers, pathWith(absentId(entry), entry), BODIES[id]), 404);
});

test.each(withId.filter(([, entry]) => !entry.path.startsWith("/users")))(
  "%s refuses an id of another form",
  async (id, entry) => {
    for (const odd of ["nope", `${ID_PREFIXES.run}_`, "%00", "..%2f..%2faudit", "a'%20OR%20'1'='1", "%F0%9F%92%A3"])
      expectProblem(await ask(id, tokens.admin.headers, pathWith(odd, entry), BODIES[id]), 422);
  },
);

test.each(entries.filter(([, entry]) => entry.method !== "GET"))(
  "%s refuses a field that it does not know",
  async (id, entry) => {
    expectProblem(
      await ask(id, tokens.admin.headers, pathWith(absentOr(entry), entry), { ...BODIES[id], surprise: 1 }),
      422,
    );
  },
);

test.each(entries.filter(([, entry]) => entry.method === "GET"))(
  "%s refuses a parameter given twice",
  async (id, entry) => {
    expectProblem(await ask(id, tokens.admin.headers, `${pathWith(absentOr(entry), entry)}?limit=1&limit=2`), 422);
  },
);

test.each(entries.filter(([, entry]) => isPaged(entry)))(
  "%s refuses pages and cursors that are not ours",
  async (id, entry) => {
    for (const query of [
      "limit=0",
      "limit=201",
      "limit=x",
      "cursor=nonsense",
      "cursor=W10",
      `cursor=${"x".repeat(501)}`,
    ])
      expectProblem(await ask(id, tokens.admin.headers, `${pathWith(absentOr(entry), entry)}?${query}`), 422);
  },
);

const ODD_TEXT = ["%25", "%5C", "'", "_%25_", "%F0%9F%92%A3", "-1", "1e99", "[object Object]", "x".repeat(5000)];

test.each(entries.filter(([, entry]) => entry.method === "GET" && !entry.path.includes("{")))(
  "%s takes odd text in any of its parameters, or refuses it",
  async (id, entry) => {
    for (const parameter of Object.keys((entry.input as z.ZodObject).shape))
      for (const odd of ODD_TEXT) {
        const query = new URLSearchParams(QUERIES[id]);
        query.delete(parameter);
        const { status, body } = await ask(id, tokens.admin.headers, `${entry.path}?${query}&${parameter}=${odd}`);
        expect([200, 422], `${parameter}=${odd.slice(0, 20)} ${JSON.stringify(body).slice(0, 300)}`).toContain(status);
      }
  },
);

test.each(entries.filter(([, entry]) => entry.method === "GET" && !entry.path.includes("{")))(
  "%s answers in the form that the contract tells",
  async (id, entry) => {
    const answer = await ask(id, tokens.admin.headers, `${entry.path}?${QUERIES[id] ?? ""}`);

    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(() => entry.output.parse(answer.body)).not.toThrow();
    expect(answer.headers.get("cache-control")).toBe("no-store");
  },
);

test.each(Object.entries(ROLES))("what %s is told about their rights is what they may do", async (role) => {
  const token = await door.addToken(await door.addUser(role as keyof typeof ROLES, `${role}-me@example.com`), "admin");

  const { body } = await ask("getMe", token.headers, "/me");

  const refused = await Promise.all(
    closed.map(
      async ([id, entry]) =>
        (await ask(id, token.headers, pathWith(absentOr(entry), entry), { surprise: 1 })).status === 403,
    ),
  );
  const actor = { ...body, scope: { kind: "all" as const } };
  expect(refused).toEqual(
    closed.map(([, { capability }]) => capability !== "signed-in" && !may(actor, capability as never)),
  );
});

function absentOr(entry: Endpoint): string {
  return entry.path.includes("{id}") ? absentId(entry) : "";
}
function isPaged(entry: Endpoint): boolean {
  return !entry.path.includes("{") && "shape" in entry.input && "cursor" in (entry.input as { shape: object }).shape;
}
