import type { RoleView } from "@/lib/contract/access-fields";
import { type Capability, ROLES, type Role } from "@/lib/core/access/capabilities";
import { EVERYTHING } from "@/lib/core/access/scope";
import { Conflict, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Sql, Tx } from "@/lib/db/connect";
import * as roles from "@/lib/db/roles";
import { refuseMoreThanOwn } from "../access/refuse-more-than-own";
import { command, question } from "../operation";

const BUILT_IN_WORDS: Readonly<Record<Role, string>> = {
  viewer: "Sees what fails and how much; no content",
  operator: "Reads messages, plans and applies; the on-call role",
  approver: "Reads messages and approves the plans of others; applies nothing",
  admin: "Everything, also who may do what",
};

export const listRoles = question("listRoles", async ({ db }) => ({ items: await viewRoles(db) }));

export const createRole = command("createRole", async (ctx, tx, input) => {
  refuseMoreThanOwn(ctx.actor, input.capabilities, EVERYTHING);
  await refuseTakenName(tx, input.name, undefined);
  const role = { ...input, id: ctx.newId("role"), capabilities: unique(input.capabilities), version: 1 };
  await roles.insertRole(tx, role);
  await appendAudit(tx, ctx, {
    action: "role.created",
    objectKind: "role",
    objectId: role.id,
    detail: { after: input },
  });
  return viewRole(tx, role.id);
});

/** Changes a role for everybody who has it. Refused when somebody else changed it since `version`. */
export const updateRole = command("updateRole", async (ctx, tx, { id, version, ...changes }) => {
  const before = await roles.lockOwnRole(tx, id);
  if (!before) throw new NotFound("role", id);
  if (before.version !== version)
    throw new Conflict("settings-changed", "Somebody changed this role since you looked.", { version: before.version });
  const after = {
    ...before,
    name: changes.name ?? before.name,
    description: changes.description ?? before.description,
    capabilities: unique(changes.capabilities ?? before.capabilities),
    version: version + 1,
  };
  refuseMoreThanOwn(
    ctx.actor,
    after.capabilities.filter((capability) => !before.capabilities.includes(capability)),
    EVERYTHING,
  );
  await refuseTakenName(tx, after.name, id);
  await roles.updateRole(tx, after);
  await appendAudit(tx, ctx, { action: "role.changed", objectKind: "role", objectId: id, detail: { before, after } });
  return viewRole(tx, id);
});

export const removeRole = command("removeRole", async (ctx, tx, { id }) => {
  const role = await roles.lockOwnRole(tx, id);
  if (!role) throw new NotFound("role", id);
  const used = (await roles.countGrants(tx)).find((one) => one.role === id)?.count ?? 0;
  if (used > 0)
    throw new Conflict(
      "role-in-use",
      `${used} grant${used === 1 ? " gives" : "s give"} this role still. Take them back first.`,
      {
        grantCount: used,
      },
    );
  await roles.deleteRole(tx, id);
  await appendAudit(tx, ctx, { action: "role.removed", objectKind: "role", objectId: id, detail: { before: role } });
  return {};
});

async function viewRoles(db: Sql): Promise<RoleView[]> {
  const counts = new Map((await roles.countGrants(db)).map((one) => [one.role, one.count]));
  const builtIn = (Object.keys(ROLES) as Role[]).map((name) => ({
    id: name,
    name,
    description: BUILT_IN_WORDS[name],
    capabilities: [...ROLES[name]],
    isBuiltIn: true,
    version: 1,
  }));
  const own = (await roles.listOwnRoles(db)).map((role) => ({
    ...role,
    capabilities: [...role.capabilities],
    isBuiltIn: false,
  }));
  return [...builtIn, ...own].map((role) => ({ ...role, grantCount: counts.get(role.id) ?? 0 }));
}

async function viewRole(tx: Tx, id: string): Promise<RoleView> {
  const role = (await viewRoles(tx)).find((one) => one.id === id);
  if (!role) throw new NotFound("role", id);
  return role;
}

async function refuseTakenName(tx: Tx, name: string, except: string | undefined): Promise<void> {
  const taken = Object.hasOwn(ROLES, name.toLowerCase()) || !isFree(await roles.findRoleByName(tx, name), except);
  if (taken) throw new Conflict("already-exists", `There is a role with the name ${name} already.`);
}

function isFree(found: { readonly id: string } | undefined, except: string | undefined): boolean {
  return found === undefined || found.id === except;
}

function unique(capabilities: readonly Capability[]): Capability[] {
  return [...new Set(capabilities)].sort();
}
