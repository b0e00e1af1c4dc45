import { isDemoEmail } from "@/lib/core/demo";
import type { Identity } from "@/lib/core/sign-in/claims";
import type { SignInProblem } from "@/lib/core/sign-in/problem";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { insertPersonFrom, linkIdentity, meetIdentity, noteSignedIn } from "@/lib/db/identities";
import { findUser, findUserByEmail } from "@/lib/db/people";
import type { ProviderRow } from "@/lib/db/providers";
import type { Ctx } from "../context";

export type Admission =
  | {
      readonly kind: "admitted";
      readonly userId: string;
      readonly name: string;
      readonly identityId: string;
      /** What the provider calls their e-mail now, when it was another at the last sign-in. Nothing follows from it. */
      readonly emailChange?: { readonly before: string | null; readonly after: string | null };
    }
  | { readonly kind: "refused"; readonly why: SignInProblem };

/**
 * Whose identity this is. Issuer and subject alone decide; an e-mail address never joins an identity to a person. Nobody's
 * identity makes a person without rights where the provider may do that and nobody has the e-mail; otherwise it waits for
 * an admin, and that is audited.
 */
export function admitIdentity(ctx: Ctx, provider: ProviderRow, identity: Identity): Promise<Admission> {
  return inTransaction(ctx.db, async (tx) => {
    const met = await meetIdentity(tx, ctx.newId("identity"), provider.key, identity);
    const userId = met.userId ?? (met.isNew ? await makePerson(ctx, tx, provider, identity, met.id) : undefined);
    if (userId === undefined) return refuse(ctx, tx, met.id, provider, identity);
    const user = await findUser(tx, userId);
    if (!user || user.disabledAt !== null) return refuse(ctx, tx, met.id, provider, identity, "person-removed");
    await noteSignedIn(tx, met.id, identity.groups);
    const isOtherEmail = !met.isNew && met.email !== identity.email;
    return {
      kind: "admitted",
      userId,
      name: user.name,
      identityId: met.id,
      ...(isOtherEmail && { emailChange: { before: met.email, after: identity.email } }),
    };
  });
}

async function makePerson(
  ctx: Ctx,
  tx: Tx,
  provider: ProviderRow,
  { name, email }: Identity,
  identityId: string,
): Promise<string | undefined> {
  if (!provider.createsPeople || email === null || isDemoEmail(email)) return undefined;
  const id = ctx.newId("user");
  if (!(await insertPersonFrom(tx, { id, name: name ?? email, email }))) return undefined;
  await linkIdentity(tx, identityId, id, provider.name);
  const detail = { email, provider: provider.key };
  await appendAudit(tx, ctx, { action: "user.created", objectKind: "user", objectId: id, detail });
  return id;
}

async function refuse(
  ctx: Ctx,
  tx: Tx,
  identityId: string,
  provider: ProviderRow,
  { issuer, subject, email }: Identity,
  known?: SignInProblem,
): Promise<Admission> {
  const why = known ?? ((await hasEmailHere(tx, email)) ? "identity-not-linked" : "not-invited");
  const detail = { provider: provider.key, issuer, subject, email, why };
  await appendAudit(tx, ctx, { action: "identity.refused", objectKind: "identity", objectId: identityId, detail });
  return { kind: "refused", why };
}

async function hasEmailHere(tx: Tx, email: string | null): Promise<boolean> {
  return email !== null && (await findUserByEmail(tx, email)) !== undefined;
}
