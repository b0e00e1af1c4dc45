import { createHash, timingSafeEqual } from "node:crypto";
import type { User } from "@/lib/contract/people";
import { SELECT_ALL } from "@/lib/core/access/selector";
import { Conflict, Forbidden, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Sql, Tx } from "@/lib/db/connect";
import { insertGrant, listGrants } from "@/lib/db/grants";
import * as people from "@/lib/db/people";
import { lockSetting, putSetting } from "@/lib/db/settings";
import { viewGrants } from "../access/grant-view";
import type { Ctx } from "../context";
import { command, question } from "../operation";
import { addGrant } from "./grants";

export const listUsers = question("listUsers", async ({ db }) => ({ items: await viewUsers(db) }));

/** Adds a person, with a role over a scope if one is named; without, they may do nothing yet. */
export const createUser = command("createUser", async (ctx, tx, { role, selector, ...person }) => {
  const id = await addUser(ctx, tx, person);
  if (role !== undefined) await addGrant(ctx, tx, { subjectKind: "user", subject: id, role, selector });
  await appendAudit(tx, ctx, {
    action: "user.created",
    objectKind: "user",
    objectId: id,
    detail: { email: person.email },
  });
  return viewUser(tx, id);
});

/** Makes the first admin with the one-time token of the setup link. Closed for ever once there is a user. */
export const createFirstAdmin = command("createFirstAdmin", async (ctx, tx, input) => {
  const setup = await lockSetting<{ tokenHash: string } | null>(tx, "setup");
  const given = createHash("sha256").update(input.token).digest();
  const isRight = setup?.tokenHash !== undefined && timingSafeEqual(given, Buffer.from(setup.tokenHash, "hex"));
  if (!isRight || (await people.listUsers(tx)).length > 0)
    throw new Forbidden(
      "setup-closed",
      "This setup link is not valid any more. Restart the web process for a new one while there is no user.",
    );
  const id = await addUser(ctx, tx, input);
  const by = { ...ctx, actor: { ...ctx.actor, kind: "setup" as const, id, name: input.name } };
  await insertGrant(tx, {
    id: ctx.newId("grant"),
    subjectKind: "user",
    subject: id,
    role: "admin",
    selector: SELECT_ALL,
    reason: "first admin",
    expiresAt: null,
    createdBy: id,
    createdByName: input.name,
  });
  await putSetting(tx, "setup", null, id);
  await appendAudit(tx, by, {
    action: "setup.completed",
    objectKind: "user",
    objectId: id,
    detail: { email: input.email },
  });
  return viewUser(tx, id);
});

async function addUser(ctx: Ctx, tx: Tx, input: { name: string; email: string; password: string }): Promise<string> {
  if (await people.findUserByEmail(tx, input.email))
    throw new Conflict("already-exists", `There is a user with ${input.email} already.`);
  const id = ctx.newId("user");
  const passwordHash = await ctx.hashPassword(input.password);
  await people.insertUser(tx, {
    id,
    accountRowId: `${id}-password`,
    name: input.name,
    email: input.email,
    passwordHash,
  });
  return id;
}

async function viewUsers(db: Sql): Promise<User[]> {
  const grants = await viewGrants(db, await listGrants(db));
  return (await people.listUsers(db)).map((user) => ({
    ...user,
    grants: grants.filter((grant) => grant.subjectKind === "user" && grant.subject === user.id),
  }));
}

async function viewUser(tx: Tx, id: string): Promise<User> {
  const user = (await viewUsers(tx)).find((one) => one.id === id);
  if (!user) throw new NotFound("user", id);
  return user;
}
