import { randomBytes } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { type Actor, ANONYMOUS } from "@/lib/core/actor";
import { type IdKind, idFrom } from "@/lib/core/ids";
import { endSession, findLiveToken, findLivingPerson, hasUsers, noteSessionUse, noteTokenUse } from "@/lib/db/access";
import { type AuditFacts, appendAudit } from "@/lib/db/audit";
import { connect, type Db } from "@/lib/db/connect";
import { fenced } from "@/lib/db/fence";
import { unlock } from "@/lib/db/installation-secret";
import { connectionName } from "@/lib/db/key-holders";
import { type Keyring, openKeyring } from "@/lib/db/keyring";
import { listen } from "@/lib/db/listen";
import { masterKeyRefusal } from "@/lib/db/master-key";
import { checkSchema, knownMigrations, schemaRefusal } from "@/lib/db/schema-version";
import { putSetting } from "@/lib/db/settings";
import { type Env, masterKeysFromEnv, readEnv } from "@/lib/env";
import { createLog, type Log } from "@/lib/log";
import { createGuardedFetch } from "@/lib/net/guarded-fetch";
import { tokenActor, userActor } from "@/lib/operations/access/actor-of";
import type { Ctx, Settings } from "@/lib/operations/context";
import { flushDenials } from "@/lib/operations/note-denial";
import { type Auth, type AuthSettings, createAuth } from "./auth";
import { createBackOff } from "./back-off";
import { createEventHub } from "./event-hub";
import { createMetrics } from "./metrics";
import { askProvider } from "./oidc/ask-provider";
import { createOidcClient } from "./oidc/oidc-client";
import { createRateLimit, PER_MINUTE } from "./rate-limit";
import { originsOf } from "./same-origin";
import { createSignInTries } from "./sign-in-tries";
import { type Doorkeeper, ipOf, whoIs } from "./who-is";

const EVENT_CHANNEL = "dlo_event";

/** What the web process is made of: one of each. */
export type Web = ReturnType<typeof createWeb>;

export function createWeb(env: Env, perMinute = PER_MINUTE) {
  const log = createLog("web", env.DLO_LOG_LEVEL);
  const role = env.DATABASE_ROLE === "set" ? "dlo_web" : undefined;
  const keyring = openKeyring(masterKeys(env));
  const db = connect({ url: env.DATABASE_URL, role, name: connectionName("web", keyring) });
  const settings = settingsOf(env);
  const origins = originsOf(env.DLO_BASE_URL);
  const isThere = async (userId: string) => (await findLivingPerson(db, userId)) !== undefined;
  const auth = authOnceUnlocked(keyring, { db, baseUrl: env.DLO_BASE_URL, origins, log, newId, isThere });
  const keeper = keeperOf(db, auth, settings.isDemo);
  const hub = hubOf(env, role, log);
  const guardedFetch = createGuardedFetch({ namedHosts: namedHostsOf(env) });
  const now = () => new Date();
  const ask = (provider: Parameters<Ctx["askProvider"]>[0]) => askProvider(guardedFetch, provider);
  const shared = { db, keyring, settings, log, newId, hashPassword, askProvider: ask, now };
  return {
    settings,
    origins,
    log,
    get auth() {
      return auth();
    },
    hub,
    metrics: createMetrics(),
    ...brakes(perMinute),
    ...contextsOf(shared, keeper),
    /** For every request of ours to an address that somebody typed in. */
    guardedFetch,
    oidc: createOidcClient(guardedFetch, now),
    isPassword: (hash: string, password: string) => verifyPassword({ hash, password }),
    endSession: (id: string) => endSession(db, id),
    audit: (ctx: Ctx, facts: AuditFacts) => appendAudit(db, ctx, facts),
    hasUsers: () => hasUsers(db),
    /** What keeps this process from serving, in words for an operator; undefined when nothing does. */
    schemaRefusal: async () => schemaRefusal(await checkSchema(db, knownMigrations())),
    masterKeyRefusal: () => masterKeyRefusal(db, keyring),
    /** Nobody can sign in, and nothing can be audited, before this. */
    unlock: (from = db) => unlock(from, keyring),
    keepSetupToken: (tokenHash: string) => putSetting(db, "setup", { tokenHash }),
    close: async () => {
      await hub.close();
      await flushDenials({ keyring });
      await db.$disconnect();
    },
  };
}

function contextsOf(shared: Omit<Ctx, "actor" | "requestId" | "ip" | "idempotencyKey">, keeper: Doorkeeper) {
  /** Who sends these headers. `isPassive` leaves no trace of use. */
  const actorOf = (headers: Headers, isPassive = false) => whoIs(keeper, headers, shared.now(), isPassive);
  /** The context of a request before anybody knows who asks. */
  const nobody = (headers: Headers): Ctx => ({
    ...shared,
    actor: ANONYMOUS,
    requestId: newId("request"),
    ip: ipOf(headers),
    idempotencyKey: null,
  });
  /** The context of a request: who asks, from which address, under which id. */
  const contextFor = async ({ headers }: { readonly headers: Headers }): Promise<Ctx> =>
    behindFence(nobody(headers), await actorOf(headers));
  return { actorOf, nobody, contextFor };
}

/** What slows down who asks too often. In memory of this process. */
function brakes(perMinute: typeof PER_MINUTE) {
  return {
    limits: { reads: createRateLimit(perMinute.reads), writes: createRateLimit(perMinute.writes) },
    signInTries: createSignInTries(),
    signInBackOff: { byPerson: createBackOff(8), byAddress: createBackOff(40) },
  };
}

/** Sessions are signed with a secret that the keyring has only once it is unlocked. */
function authOnceUnlocked(keyring: Keyring, settings: Omit<AuthSettings, "secret">): () => Auth {
  let made: Auth | undefined;
  return () => {
    made ??= createAuth({ ...settings, secret: Buffer.from(keyring.secret("sessions")).toString("hex") });
    return made;
  };
}

/** The text of the master keys. The web process has no way to KMS: it reads what somebody else opened there. */
function masterKeys(env: Env): string {
  const keys = masterKeysFromEnv(env);
  if (keys !== undefined) return keys;
  throw new Error(
    "DLO_MASTER_KEY_KMS is for the worker: the web process has no AWS credentials. Let dlo admin decrypt-key --out FILE write the keys before it starts, and set DLO_MASTER_KEY_FILE.",
  );
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

/** In the demo a provider on this machine may be asked. */
function namedHostsOf(env: Env): readonly string[] {
  return [...env.DLO_ALLOWED_PRIVATE_HOSTS, ...(env.DLO_MODE === "demo" ? ["127.0.0.1", "localhost"] : [])];
}

function keeperOf(db: Db, auth: () => Auth, isDemo: boolean): Doorkeeper {
  return {
    get auth() {
      return auth();
    },
    isDemo,
    findLiveToken: (hash) => findLiveToken(db, hash),
    noteTokenUse: (id) => noteTokenUse(db, id),
    noteSessionUse: (id, at) => noteSessionUse(db, id, at),
    endSession: (id) => endSession(db, id),
    userActor: (user) => userActor(db, user),
    tokenActor: (token) => tokenActor(db, token),
  };
}

function newId(kind: IdKind): string {
  return idFrom(kind, Date.now(), randomBytes(10));
}

/** The context of this actor. Of accounts that lie outside their scope its database has no rows. */
export function behindFence(ctx: Ctx, actor: Actor): Ctx {
  return { ...ctx, actor, db: actor.kind === "anonymous" ? ctx.db : fenced(ctx.db, actor.scope) };
}

const KEY = Symbol.for("dlo.web");

/** The web process's own. Next bundles each route apart and reloads modules in development; globalThis outlives both. */
export function web(): Web {
  const holder = globalThis as { [KEY]?: Web };
  holder[KEY] ??= createWeb(readEnv());
  return holder[KEY];
}
