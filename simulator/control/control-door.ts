import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { AwsError } from "../aws-error";
import { SERVICES } from "../services";
import type { Answer } from "../wire/answer";
import { readBody } from "../wire/read-body";
import { type SimulatedWorld, SnapshotProblem } from "../world";
import { BadRequest, Fields } from "./fields";
import { parseFaults } from "./parse-fault";
import { planScenario } from "./scenario";
import { setUp } from "./setup";

interface ControlRequest {
  readonly body: unknown;
  readonly query: URLSearchParams;
}

type Request = IncomingMessage | Http2ServerRequest;
type Control = (world: SimulatedWorld, request: ControlRequest) => unknown;

const LARGEST_SNAPSHOT_BYTES = 1_073_741_824;
const LONGEST_ADVANCE_SECONDS = 500 * 86_400;
const LARGEST_EFFECT_PAGE = 50_000;

const ROUTES: Readonly<Record<string, Control>> = {
  "GET /_sim": (world) => ({
    what: "A simulated AWS. Nothing here reaches the real one.",
    services: [...SERVICES.keys()],
    now: new Date(world.clock.now()),
    aheadSeconds: world.clock.offset / 1000,
    isFrozen: world.clock.isFrozen,
    settings: world.settings,
    roles: [...world.iam.roles.keys()],
    users: [...world.iam.users.values()].map(({ arn, accessKeyId }) => ({ arn, accessKeyId })),
    routes: Object.keys(ROUTES),
  }),
  "POST /_sim/advance": async (world, { body }) => {
    const fields = new Fields(body).only(["seconds"]);
    await world.advance(fields.number("seconds", { min: 0, max: LONGEST_ADVANCE_SECONDS }));
    return { now: new Date(world.clock.now()) };
  },
  "POST /_sim/freeze": (world) => {
    world.clock.freeze();
    return { now: new Date(world.clock.now()), isFrozen: true };
  },
  "DELETE /_sim/freeze": (world) => {
    world.clock.unfreeze();
    return { now: new Date(world.clock.now()), isFrozen: false };
  },
  "POST /_sim/scenario": (world, { body }) => planScenario(world, body),
  "GET /_sim/faults": (world) => ({ faults: world.faults.list() }),
  "POST /_sim/faults": (world, { body }) => {
    const now = world.clock.now();
    return { faults: parseFaults(body).map((rule) => world.faults.add(rule, now)) };
  },
  "DELETE /_sim/faults": (world, { query }) => ({ removedCount: world.faults.remove(query.get("id") ?? undefined) }),
  "GET /_sim/usage": (world) => ({ ...world.usage.serialize(), effectCount: world.usage.effectCount }),
  "DELETE /_sim/usage": (world) => {
    world.usage.reset();
    return {};
  },
  "GET /_sim/usage/effects": (world, { query }) =>
    world.usage.effects(countIn(query, "after", 0), countIn(query, "limit", LARGEST_EFFECT_PAGE)),
  "GET /_sim/roles": (world, { query }) => ({
    roles: world.iam.serialize().roles.filter(({ arn }) => arn === (query.get("arn") ?? arn)),
  }),
  "POST /_sim/setup": (world, { body }) => setUp(world, body),
  "GET /_sim/snapshot": (world) => world.serialize(),
  "POST /_sim/load": (world, { body }) => {
    world.load(body);
    return { now: new Date(world.clock.now()) };
  },
};

/** Answers the control plane, to callers on this machine that are no web page. Never throws. */
export async function answerControl(world: SimulatedWorld, request: Request): Promise<Answer> {
  if (!isLocalProgram(request))
    return answer(403, { error: "the control plane answers only programs on this machine" });
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = url.pathname.replace(/\/$/, "");
  const control = ROUTES[`${request.method} ${path}`];
  if (!control) return answer(404, { error: `unknown: ${request.method} ${path}`, routes: Object.keys(ROUTES) });
  try {
    const body = parseBody(await readBody(request, LARGEST_SNAPSHOT_BYTES));
    const done = await control(world, { body, query: url.searchParams });
    if (request.method !== "GET") world.changes += 1;
    world.runDue();
    return answer(200, done);
  } catch (error) {
    if (error instanceof BadRequest || error instanceof SnapshotProblem) return answer(400, { error: error.message });
    if (error instanceof AwsError) return answer(error.status, { error: error.message });
    console.error("simulator: a defect in the control plane", error);
    return answer(500, { error: "unexpected; see the simulator's log" });
  }
}

/** A browser sends Origin, and a rebound name shows in Host: neither may steer the simulator. */
function isLocalProgram(request: Request): boolean {
  const { remoteAddress = "" } = request.socket;
  const isLocal = /^(::1$|(::ffff:)?127\.)/.test(remoteAddress);
  const isLocalName = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");
  return isLocal && isLocalName && request.headers.origin === undefined;
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new BadRequest("the body is not JSON");
  }
}

function countIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BadRequest(`${name} must be a whole number`);
}

function answer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(value)}\n` };
}
