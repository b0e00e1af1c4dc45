import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { forgetGroups } from "@/lib/db/identities";
import * as db from "@/lib/db/providers";
import { endSessionsOf } from "@/lib/db/sessions";
import type { Ctx } from "../context";
import { command, type ParsedInput, question } from "../operation";
import { isPasswordOn } from "./password-switch";
import { refuseLesserAdmin } from "./refuse-lesser";
import { withoutLockout } from "./refuse-lockout";

export const listProviders = question("listProviders", async (ctx) => ({
  items: await db.listProviders(ctx.db),
  isPasswordOn: await isPasswordOn(ctx.db),
  redirectUri: `${new URL(ctx.settings.baseUrl).origin}${CALLBACK_PATH}`,
}));

/** Where a provider sends people back to. */
export const CALLBACK_PATH = "/api/auth/oidc/callback";

/** Makes a provider, or changes the one with this key while it is the version that was looked at. */
export const putProvider = command("putProvider", async (ctx, tx, input) => {
  refuseLesserAdmin(ctx.actor);
  return withoutLockout(tx, async () => {
    const before = await db.lockProviderByKey(tx, input.key);
    const id = before ? await change(ctx, tx, before, input) : await make(ctx, tx, input);
    if (input.clientSecret !== undefined) await db.putClientSecret(tx, ctx.keyring, id, input.clientSecret);
    const after = await db.findProvider(tx, id);
    if (!after) throw new NotFound("provider", id);
    const detail = {
      key: input.key,
      before: before && toldOf(before),
      after: toldOf(after),
      isSecretSet: input.clientSecret !== undefined,
    };
    await appendAudit(tx, ctx, { action: "provider.changed", objectKind: "provider", objectId: id, detail });
    return after;
  });
});

async function make(ctx: Ctx, tx: Tx, input: ParsedInput<"putProvider">): Promise<string> {
  if (input.version !== undefined) throw new NotFound("provider", input.key);
  const id = ctx.newId("provider");
  if (!(await db.insertProvider(tx, id, input, ctx.actor.name)))
    throw new Conflict("already-exists", "There is a provider with this key or this issuer already.");
  return id;
}

async function change(ctx: Ctx, tx: Tx, before: db.ProviderRow, input: ParsedInput<"putProvider">): Promise<string> {
  if (input.version === undefined)
    throw new Conflict("already-exists", `There is a provider ${input.key} already.`, { version: before.version });
  if (input.version !== before.version)
    throw new Conflict("settings-changed", "This provider was changed since you looked.", { version: before.version });
  if (input.issuer !== before.issuer)
    throw new Invalid("The issuer of a provider stays: people are who they are by it.", [
      { field: "issuer", message: "stays what it was; make another provider for another issuer" },
    ]);
  await db.updateProvider(tx, before.id, input, ctx.actor.name);
  return before.id;
}

/** The identities stay known, so that the same provider made again lets the same people in. Their groups end at once. */
export const removeProvider = command("removeProvider", async (ctx, tx, { id }) => {
  refuseLesserAdmin(ctx.actor);
  const provider = await db.findProvider(tx, id);
  if (!provider) throw new NotFound("provider", id);
  return withoutLockout(tx, async () => {
    await db.deleteProvider(tx, id);
    const endedCount = await endSessionsOf(tx, await forgetGroups(tx, provider.issuer));
    const detail = { ...toldOf(provider), endedSessionCount: endedCount };
    await appendAudit(tx, ctx, { action: "provider.removed", objectKind: "provider", objectId: id, detail });
    return {};
  });
});

export const testProvider = question("testProvider", async (ctx, { id }) => {
  const provider = await db.findProvider(ctx.db, id);
  if (!provider) throw new NotFound("provider", id);
  return ctx.askProvider(provider);
});

function toldOf({ key, name, issuer, clientId, scopes, groupsClaim, algorithms, isOn, createsPeople }: db.ProviderRow) {
  return { key, name, issuer, clientId, scopes, groupsClaim, algorithms, isOn, createsPeople };
}
