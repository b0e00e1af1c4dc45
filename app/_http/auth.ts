import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import type { IdKind } from "@/lib/core/ids";
import { ABSOLUTE_SECONDS } from "@/lib/core/sign-in/session-limits";
import type { Ctx } from "@/lib/operations/context";
import { enterAs } from "./enter-as";
import { ipOf } from "./who-is";

export const MIN_PASSWORD_LENGTH = 12;

export interface AuthSettings {
  readonly db: Ctx["db"];
  readonly baseUrl: string;
  readonly origins: readonly string[];
  readonly secret: string;
  readonly log: Ctx["log"];
  newId(kind: IdKind): string;
  /** Whether a person may have a session at all. */
  isThere(userId: string): Promise<boolean>;
}

/**
 * Sign-in with e-mail and password (scrypt), and sessions, however somebody came in, as rows that can be ended at any
 * time. Only the auth door calls it. Sessions are not prolonged: how long one was idle is read from its last use.
 */
export function createAuth({ db, baseUrl, origins, secret, log, newId, isThere }: AuthSettings) {
  const isHttps = baseUrl.startsWith("https://");
  return betterAuth({
    appName: "Dead Letter Office",
    baseURL: baseUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: [...origins],
    database: prismaAdapter(db, { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD_LENGTH },
    session: { expiresIn: ABSOLUTE_SECONDS, disableSessionRefresh: true },
    account: { modelName: "authAccount", accountLinking: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: (level, text) => (level === "error" ? log.error({ text }, "better-auth") : undefined) },
    plugins: [enterAs()],
    databaseHooks: {
      session: {
        create: {
          // After the password was checked, so that a removed person is told nothing and takes as long.
          before: async (session, context) =>
            (await isThere(session.userId)) && { data: { ipAddress: context?.headers ? ipOf(context.headers) : null } },
        },
      },
    },
    advanced: {
      // `__Host-` ties the cookie to this host, path / and https; browsers refuse it otherwise.
      useSecureCookies: false,
      cookiePrefix: isHttps ? "__Host-dlo" : "dlo",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure: isHttps, path: "/" },
      database: { generateId: ({ model }) => newId(model === "session" ? "session" : "user") },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;
