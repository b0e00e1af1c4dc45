import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import type { Ctx } from "@/lib/operations/context";

/** A session ends 24 hours after sign-in, used or not, and after 8 hours without use. */
export const ABSOLUTE_SECONDS = 24 * 3600;
export const IDLE_SECONDS = 8 * 3600;
export const MIN_PASSWORD_LENGTH = 12;

export interface AuthSettings {
  readonly db: Ctx["db"];
  readonly baseUrl: string;
  readonly origins: readonly string[];
  readonly secret: string;
  readonly log: Ctx["log"];
}

/**
 * Sign-in with e-mail and password (scrypt), sessions as rows that can be ended at any time. Only the auth door calls
 * its handler, for three paths. Sessions are not prolonged: how long one was idle is read from its last use.
 */
export function createAuth({ db, baseUrl, origins, secret, log }: AuthSettings) {
  const isHttps = baseUrl.startsWith("https://");
  return betterAuth({
    appName: "Dead Letter Office",
    baseURL: baseUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: [...origins],
    database: prismaAdapter(db, { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD_LENGTH },
    user: { additionalFields: { role: { type: "string", input: false, required: false } } },
    session: { expiresIn: ABSOLUTE_SECONDS, disableSessionRefresh: true },
    account: { modelName: "authAccount", accountLinking: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: (level, text) => (level === "error" ? log.error({ text }, "better-auth") : undefined) },
    advanced: {
      // `__Host-` ties the cookie to this host, path / and https; browsers refuse it otherwise.
      useSecureCookies: false,
      cookiePrefix: isHttps ? "__Host-dlo" : "dlo",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure: isHttps, path: "/" },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;
