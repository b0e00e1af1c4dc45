import { createHash, timingSafeEqual } from "node:crypto";
import type { Role } from "@/lib/core/access/capabilities";
import { Conflict, Forbidden, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import * as people from "@/lib/db/people";
import { lockSetting, putSetting } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { command, question } from "../operation";

export const listUsers = question("listUsers", async (ctx) => ({ items: await people.listUsers(ctx.db) }));

export const createUser = command("createUser", async (ctx, tx, input) => {
  const user = await addUser(ctx, tx, input);
  await appendAudit(tx, ctx, {
    action: "user.created",
    objectKind: "user",
    objectId: user.id,
    detail: { email: user.email, role: user.role },
  });
  return user;
});

/** Changes a role. The last admin keeps theirs, so that somebody can always give rights. */
export const updateUserRole = command("updateUserRole", async (ctx, tx, { id, role }) => {
  const admins = await people.lockAdmins(tx);
  const before = await people.findUser(tx, id);
  if (!before) throw new NotFound("user", id);
  if (role !== "admin" && admins.length === 1 && admins[0] === id)
    throw new Conflict("last-admin", "This is the last admin: make somebody else admin first.", { userId: id });
  await people.setRole(tx, id, role);
  await appendAudit(tx, ctx, {
    action: "user.role-changed",
    objectKind: "user",
    objectId: id,
    detail: { before: before.role, after: role },
  });
  return { ...before, role };
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
  const user = await addUser(ctx, tx, { ...input, role: "admin" });
  await putSetting(tx, "setup", null, user.id);
  await appendAudit(
    tx,
    { ...ctx, actor: { ...ctx.actor, kind: "setup", id: user.id, name: user.name } },
    { action: "setup.completed", objectKind: "user", objectId: user.id, detail: { email: user.email } },
  );
  return user;
});

async function addUser(ctx: Ctx, tx: Tx, input: { name: string; email: string; password: string; role: Role }) {
  if (await people.findUserByEmail(tx, input.email))
    throw new Conflict("already-exists", `There is a user with ${input.email} already.`);
  const id = ctx.newId("user");
  const passwordHash = await ctx.hashPassword(input.password);
  await people.insertUser(tx, {
    id,
    accountRowId: `${id}-password`,
    name: input.name,
    email: input.email,
    role: input.role,
    passwordHash,
  });
  const user = await people.findUser(tx, id);
  if (!user) throw new NotFound("user", id);
  return user;
}
