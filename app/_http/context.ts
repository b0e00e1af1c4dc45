import { createHmac, randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { ANONYMOUS } from "@/lib/core/actor";
import { type IdKind, idFrom } from "@/lib/core/ids";
import { endSession, findLiveToken, hasUsers, noteSessionUse, noteTokenUse } from "@/lib/db/access";
import { type AuditFacts, appendAudit } from "@/lib/db/audit";
import { connect, type Db } from "@/lib/db/connect";
import { openKeyring } from "@/lib/db/keyring";
import { listen } from "@/lib/db/listen";
import { masterKeyRefusal } from "@/lib/db/master-key";
import { checkSchema, knownMigrations, schemaRefusal } from "@/lib/db/schema-version";
import { putSetting } from "@/lib/db/settings";
import { type Env, readEnv } from "@/lib/env";
import { createLog, type Log } from "@/lib/log";
import type { Ctx, Settings } from "@/lib/operations/context";
import { createAuth } from "./auth";
import { createBackOff } from "./back-off";
import { createEventHub } from "./event-hub";
import { createMetrics } from "./metrics";
import { createRateLimit } from "./rate-limit";
import { originsOf } from "./same-origin";
import { type Doorkeeper, ipOf, whoIs } from "./who-is";

const EVENT_CHANNEL = "dlo_event";
/** For each person, token or, where nobody is known, address. A page that polls needs about 100 reads. */
const PER_MINUTE = { reads: 1200, writes: 300 };

/** What the web process is made of: one of each. */
export type Web = ReturnType<typeof createWeb>;

export function createWeb(env: Env, perMinute = PER_MINUTE) {
  const log = createLog("web", env.DLO_LOG_LEVEL);
  const role = env.DATABASE_ROLE === "set" ? "dlo_web" : undefined;
  const db = connect({ url: env.DATABASE_URL, role });
  const keyring = openKeyring(env.DLO_MASTER_KEY);
  const settings = settingsOf(env);
  const origins = originsOf(env.DLO_BASE_URL);
  const auth = createAuth({ db, baseUrl: env.DLO_BASE_URL, origins, secret: sessionSecret(env), log });
  const keeper = keeperOf(db, auth, settings.isDemo);
  const hub = hubOf(env, role, log);
  const shared = { db, keyring, settings, log, newId, hashPassword, now: () => new Date() };
  const actorOf = (headers: Headers, isPassive = false) => whoIs(keeper, headers, shared.now(), isPassive);
  const nobody = (headers: Headers): Ctx => ({
    ...shared,
    actor: ANONYMOUS,
    requestId: newId("request"),
    ip: ipOf(headers),
    idempotencyKey: null,
  });
  return {
    settings,
    origins,
    log,
    auth,
    hub,
    metrics: createMetrics(),
    limits: { reads: createRateLimit(perMinute.reads), writes: createRateLimit(perMinute.writes) },
    signInBackOff: { byPerson: createBackOff(8), byAddress: createBackOff(40) },
    /** Who sends these headers. `isPassive` leaves no trace of use. */
    actorOf,
    /** The context of a request before anybody knows who asks. */
    nobody,
    /** The context of a request: who asks, from which address, under which id. */
    contextFor: async ({ headers }: { readonly headers: Headers }): Promise<Ctx> => ({
      ...nobody(headers),
      actor: await actorOf(headers),
    }),
    audit: (ctx: Ctx, facts: AuditFacts) => appendAudit(db, ctx, facts),
    hasUsers: () => hasUsers(db),
    /** What keeps this process from serving, in words for an operator; undefined when nothing does. */
    schemaRefusal: async () => schemaRefusal(await checkSchema(db, knownMigrations())),
    masterKeyRefusal: () => masterKeyRefusal(db, keyring),
    keepSetupToken: (tokenHash: string) => putSetting(db, "setup", { tokenHash }),
    close: () => hub.close().then(() => db.$disconnect()),
  };
}

/** Sessions are signed with a key of their own, so that one more secret need not be kept. */
function sessionSecret(env: Env): string {
  return createHmac("sha256", Buffer.from(env.DLO_MASTER_KEY, "base64")).update("dlo-sessions").digest("hex");
}

function hubOf(env: Env, role: "dlo_web" | undefined, log: Log) {
  return createEventHub((onPayload, onGap) =>
    listen(
      env.DATABASE_URL,
      role,
      [EVENT_CHANNEL],
      (_, payload) => onPayload(payload),
      (err) => log.warn({ err }, "the connection that hears of changes broke; connecting again"),
      onGap,
    ),
  );
}

function settingsOf(env: Env): Settings {
  return {
    isDemo: env.DLO_MODE === "demo",
    isSimulated: env.DLO_AWS_ENDPOINT !== undefined,
    baseUrl: env.DLO_BASE_URL,
    undoSeconds: env.DLO_UNDO_SECONDS,
    observationSeconds: env.DLO_OBSERVATION_SECONDS,
  };
}

function keeperOf(db: Db, auth: Doorkeeper["auth"], isDemo: boolean): Doorkeeper {
  return {
    auth,
    isDemo,
    findLiveToken: (hash) => findLiveToken(db, hash),
    noteTokenUse: (id) => noteTokenUse(db, id),
    noteSessionUse: (id, at) => noteSessionUse(db, id, at),
    endSession: (id) => endSession(db, id),
  };
}

function newId(kind: IdKind): string {
  return idFrom(kind, Date.now(), randomBytes(10));
}

const KEY = Symbol.for("dlo.web");

/** The web process's own. Next bundles each route apart and reloads modules in development; globalThis outlives both. */
export function web(): Web {
  const holder = globalThis as { [KEY]?: Web };
  holder[KEY] ??= createWeb(readEnv());
  return holder[KEY];
}
