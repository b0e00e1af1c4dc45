import { createHash, randomBytes } from "node:crypto";
import { CAPABILITIES, type Capability, ROLES, type Role } from "@/lib/core/access/capabilities";
import type { Stage } from "./matrix-stage";

/** Somebody who asks, and what they should be able to do. */
export interface Person {
  readonly name: string;
  readonly headers: HeadersInit;
  /** Whether they are anybody at all. */
  readonly isKnown: boolean;
  readonly capabilities: readonly Capability[];
  readonly sees: "all" | "here" | "elsewhere";
}

/** The columns of the matrix. */
export async function somePeople(stage: Stage): Promise<Person[]> {
  const nobody = { isKnown: false, capabilities: [], sees: "elsewhere" } as const;
  const everywhere = { kind: "all" };
  const only = (accountId: string) => ({
    kind: "some",
    accountIds: [accountId],
    environments: [],
    tags: [],
    owners: [],
  });
  const here = only(stage.here.id);
  const elsewhere = only(stage.elsewhere.id);
  const all = Object.keys(CAPABILITIES) as Capability[];
  const few: Capability[] = ["counts.see", "plans.create"];
  const person = async (name: string, role: Role, where: object, sees: Person["sees"]): Promise<Person> => ({
    name,
    headers: await aToken(stage, { role, where }),
    isKnown: true,
    capabilities: ROLES[role],
    sees,
  });
  const ended = async (name: string, change: string): Promise<Person> => ({
    name,
    headers: await aToken(stage, { role: "admin", where: everywhere, change }),
    ...nobody,
  });
  return [
    { name: "nobody", headers: {}, ...nobody },
    await ended("an expired token", "UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1"),
    await ended("a revoked token", "UPDATE api_token SET revoked_at = now() WHERE id = $1"),
    await ended(
      "a token of somebody who was removed",
      "UPDATE app_user SET disabled_at = now() WHERE id = (SELECT user_id FROM api_token WHERE id = $1)",
    ),
    await person("a viewer", "viewer", everywhere, "all"),
    await person("an operator", "operator", everywhere, "all"),
    await person("an approver", "approver", everywhere, "all"),
    await person("an admin", "admin", everywhere, "all"),
    await person("an operator of this account", "operator", here, "here"),
    await person("an operator of another account", "operator", elsewhere, "elsewhere"),
    await person("an admin of another account", "admin", elsewhere, "elsewhere"),
    {
      name: "a token for plans only",
      headers: await aToken(stage, { role: "admin", where: everywhere, capabilities: few }),
      isKnown: true,
      capabilities: few,
      sees: "all",
    },
    {
      name: "a token that may do nothing",
      headers: await aToken(stage, { role: "admin", where: everywhere, capabilities: [] }),
      isKnown: true,
      capabilities: [],
      sees: "elsewhere",
    },
    {
      name: "a token for another account",
      headers: await aToken(stage, { role: "admin", where: everywhere, selector: elsewhere }),
      isKnown: true,
      capabilities: all,
      sees: "elsewhere",
    },
  ];
}

interface Rights {
  readonly role: Role;
  readonly where: object;
  readonly capabilities?: readonly Capability[];
  readonly selector?: object;
  readonly change?: string;
}

async function aToken({ door }: Stage, rights: Rights): Promise<HeadersInit> {
  const text = `dlo_${randomBytes(32).toString("base64url")}`;
  const [userId, id] = [`usr_${randomBytes(8).toString("hex")}`, `tok_${randomBytes(8).toString("hex")}`];
  await door.rows("INSERT INTO app_user (id, name, email) VALUES ($1, $1, $1 || '@test.invalid')", [userId]);
  await door.rows(
    "INSERT INTO access_grant (id, subject_kind, subject, role, selector) VALUES ($1, 'user', $2, $3, $4)",
    [`gnt_${userId}`, userId, rights.role, rights.where],
  );
  await door.rows(
    `INSERT INTO api_token (id, name, hash, hint, user_id, capabilities, selector, expires_at)
     VALUES ($1, 'matrix', $2, 'dlo_', $3, $4, $5, now() + interval '1 hour')`,
    [
      id,
      createHash("sha256").update(text).digest("hex"),
      userId,
      rights.capabilities ?? Object.keys(CAPABILITIES),
      rights.selector ?? { kind: "all" },
    ],
  );
  if (rights.change) await door.rows(rights.change, [id]);
  return { authorization: `Bearer ${text}` };
}
