import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * Signs in a person whom somebody else has vouched for: session and cookie are better-auth's own, as after a password. It
 * has no address, so that nobody outside can ask for it.
 */
export function enterAs() {
  return {
    id: "enter-as",
    endpoints: {
      enterAs: createAuthEndpoint.serverOnly(
        { method: "POST", body: z.object({ userId: z.string() }), requireHeaders: true },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
          const session = user && (await ctx.context.internalAdapter.createSession(user.id));
          if (!user || !session) return ctx.json({ isIn: false });
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ isIn: true });
        },
      ),
    },
  };
}
