import { Conflict, Forbidden } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Sql } from "@/lib/db/connect";
import { lockAdmins } from "@/lib/db/grants";
import { whoCanSignIn } from "@/lib/db/identities";
import { listProviders } from "@/lib/db/providers";
import { getSetting, putSetting } from "@/lib/db/settings";
import { command, question } from "../operation";
import { refuseLesserAdmin } from "./refuse-lesser";

const SETTING = "password-sign-in";

/** Whether people may sign in by password. It is so until somebody switches it off. */
export async function isPasswordOn(db: Sql): Promise<boolean> {
  return (await getSetting<{ isOn: boolean }>(db, SETTING))?.isOn ?? true;
}

export const listSignInWays = question("listSignInWays", async ({ db }) => ({
  isPasswordOn: await isPasswordOn(db),
  providers: (await listProviders(db)).filter(({ isOn }) => isOn).map(({ key, name }) => ({ key, name })),
}));

/** Switching passwords off needs an admin who has come in through a provider: only that proves that it works. */
export const setPasswordSignIn = command("setPasswordSignIn", async (ctx, tx, { isOn }) => {
  refuseLesserAdmin(ctx.actor);
  const admins = await lockAdmins(tx);
  if (!isOn && ctx.settings.isDemo)
    throw new Forbidden("forbidden", "The people of the demo have nothing but their password.");
  if (!isOn && !(await whoCanSignIn(tx, admins, false)).some(({ hasUsedProvider }) => hasUsedProvider))
    throw new Conflict("last-admin", "No admin has signed in through a provider that is on. Do that first.");
  const before = await isPasswordOn(tx);
  await putSetting(tx, SETTING, { isOn }, ctx.actor.id);
  if (before !== isOn)
    await appendAudit(tx, ctx, { action: "sign-in.changed", objectKind: "sign-in", detail: { isPasswordOn: isOn } });
  return { isPasswordOn: isOn };
});
