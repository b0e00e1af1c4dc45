import { afterAll, beforeAll, expect, test } from "vitest";
import { admitToEvents } from "@/app/_http/event-stream";
import { contract, type OperationId } from "@/lib/contract";
import { EVERYTHING } from "@/lib/core/access/scope";
import type { Selector } from "@/lib/core/access/selector";
import { ANONYMOUS, actorWith } from "@/lib/core/actor";
import type { DloError } from "@/lib/core/errors";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { actorById, userActor } from "@/lib/operations/access/actor-of";
import { aPersonWith, aSharedQueue, askerOf } from "../../integration/access/shared-queue";

let stage: Awaited<ReturnType<typeof aSharedQueue>>;
beforeAll(async () => {
  stage = await aSharedQueue();
});
afterAll(() => stage.world.stop());

const ALL: Selector = { kind: "all" };
const only = (what: Partial<Extract<Selector, { kind: "some" }>>): Selector => ({
  kind: "some",
  accountIds: [],
  environments: [],
  tags: [],
  owners: [],
  ...what,
});
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: DloError) => error.code,
  );
let roles = 0;
/** Somebody with exactly these rights. */
async function somebodyWho(...capabilities: string[]) {
  const role = await stage.world.ask("createRole", { name: `Role ${++roles}`, capabilities: capabilities as never });
  return { role, ...(await aPersonWith(stage.world, role.id, ALL)) };
}

test("an operation refuses nobody itself, whichever door forgot to", async () => {
  const closed = (Object.keys(contract) as OperationId[]).filter((id) => contract[id].capability !== "public");
  const nobody = { ...stage.world.web(), actor: ANONYMOUS };

  const answers = await Promise.all(closed.map((id) => codeOf(operations[id](nobody, {}))));

  expect(closed.filter((_, index) => answers[index] !== "unauthenticated")).toEqual([]);
});

test("an admin of one account sees and revokes nobody else's tokens and sessions", async () => {
  const theirs = await stage.world.ask("createToken", { name: "theirs", capabilities: ["counts.see"] });
  const admin = await aPersonWith(stage.world, "admin", only({ accountIds: [stage.other.id] }));
  const own = await admin.ask("createToken", {
    name: "own",
    capabilities: ["counts.see"],
    selector: only({ accountIds: [stage.other.id] }),
  });

  expect((await admin.ask("listTokens", {})).items.map(({ id }) => id)).toEqual([own.id]);
  expect(await codeOf(admin.ask("revokeToken", { id: theirs.id }))).toBe("not-found");
  expect(await codeOf(admin.ask("listSessions", { userId: "usr_admin" }))).toBe("not-found");
  expect(await codeOf(admin.ask("revokeAllSessions", { id: "usr_admin" }))).toBe("not-found");
});

test("a token makes no token", async () => {
  const owner = await aPersonWith(stage.world, "operator", ALL);
  const token = await owner.ask("createToken", { name: "first", capabilities: ["tokens.manage"] });

  expect(
    await codeOf(askerOf(stage.world, token.id)("createToken", { name: "more", capabilities: ["tokens.manage"] })),
  ).toBe("forbidden");
});

test("a grant that was taken back gives nothing from the next request on", async () => {
  const { id, ask } = await aPersonWith(stage.world, "viewer", ALL);
  const [grant] = (await stage.world.ask("listGrants", {})).items.filter(({ subject }) => subject === id);

  await stage.world.ask("revokeGrant", { id: grant?.id ?? "" });

  expect(await codeOf(ask("listQueues", {}))).toBe("forbidden");
});

test("rights by groups last a day from the sign-in that told the groups", async () => {
  const person = { id: "usr_grouped", name: "Grouped" };
  const { db } = stage.world;
  await execute(
    db,
    sql`INSERT INTO app_user (id, name, email) VALUES (${person.id}, 'Grouped', 'grouped@test.invalid')`,
  );
  await execute(
    db,
    sql`INSERT INTO user_identity (id, user_id, provider_key, issuer, subject, groups, first_seen_at, last_tried_at, last_signed_in_at)
        VALUES ('idn_x', ${person.id}, 'corp', 'https://idp.test', '1', '{ops}', now(), now(), now())`,
  );
  await stage.world.ask("giveGrant", { subjectKind: "group", subject: "corp:ops", role: "operator" });

  const before = (await userActor(db, person)).capabilities;
  await execute(db, sql`UPDATE user_identity SET last_signed_in_at = now() - interval '25 hours' WHERE id = 'idn_x'`);

  expect(before).toContain("plans.apply");
  expect((await userActor(db, person)).capabilities).toEqual([]);
});

test("somebody who was removed has no rights, whoever still asks for them", async () => {
  const { id } = await aPersonWith(stage.world, "operator", ALL);

  await stage.world.ask("removeUser", { id });

  expect((await userActor(stage.world.db, { id, name: "Gone" })).capabilities).toEqual([]);
  expect(await actorById(stage.world.db, id)).toBeUndefined();
  expect(await codeOf(stage.world.ask("setPassword", { id, password: "correct horse battery" }))).toBe("invalid-input");
});

test("nobody gives a role where they do not have it themselves", async () => {
  const { id, ask } = await somebodyWho("users.manage");
  await stage.world.ask("giveGrant", { subject: id, role: "viewer", selector: only({ accountIds: [stage.shop.id] }) });
  const give = (accountId: string) =>
    codeOf(ask("giveGrant", { subject: id, role: "viewer", selector: only({ accountIds: [accountId] }) }));

  expect([await give(stage.other.id), await give(stage.shop.id)]).toEqual(["forbidden", "done"]);
});

test("a grant until a time is for ninety days at most", async () => {
  const { id } = await aPersonWith(stage.world, "viewer", ALL);
  const expiresAt = new Date(Date.now() + 91 * 86_400_000).toISOString();

  const asked = stage.world.ask("giveGrant", { subject: id, role: "viewer", expiresAt, reason: "a long time" });

  expect(await codeOf(asked)).toBe("invalid-input");
});

test("the last admin is not removed, and a role that is given stays", async () => {
  const { role } = await somebodyWho("counts.see");
  const admins = (await stage.world.ask("listGrants", {})).items.filter(
    (grant) => grant.role === "admin" && grant.subject !== "usr_admin" && grant.expiresAt === null,
  );
  for (const { id } of admins) await stage.world.ask("revokeGrant", { id });

  await expect(stage.world.ask("removeUser", { id: "usr_admin" })).rejects.toThrow("make somebody else admin first");
  expect(await codeOf(stage.world.ask("removeRole", { id: role.id }))).toBe("role-in-use");
});

test("who manages accounts but may not allow writes raises none, and who may not erase erases none with it", async () => {
  const { ask } = await somebodyWho("accounts.manage", "counts.see");
  await stage.world.ask("updateAccount", { id: stage.other.id, isWritable: false });

  expect(await codeOf(ask("updateAccount", { id: stage.other.id, isWritable: true }))).toBe("forbidden");
  expect(await codeOf(ask("removeAccount", { id: stage.other.id, erase: true }))).toBe("forbidden");
});

test("who may not erase lowers what is captured only by keeping the old", async () => {
  const { ask } = await somebodyWho("queues.edit", "counts.see");
  const { id } = stage.dlq;
  const lower = { id, capture: "shape" } as const;

  expect(await codeOf(ask("updateQueue", lower))).toBe("forbidden");
  expect(await codeOf(ask("updateQueue", { ...lower, keepsOld: true }))).toBe("done");
});

test("an operator of one account cannot stop the writes of all", async () => {
  const { ask } = await aPersonWith(stage.world, "operator", only({ accountIds: [stage.other.id] }));

  expect(await codeOf(ask("stopWrites", {}))).toBe("forbidden");
  expect(await codeOf(ask("stopWrites", { accountId: stage.shop.id }))).toBe("not-found");
});

test("what settings of all accounts were and became is told to who sees them all", async () => {
  await stage.world.ask("setSelection", { selection: { exclude: [{ name: "secret-project-*" }] } });
  const reader = await aPersonWith(stage.world, "operator", only({ accountIds: [stage.other.id] }));
  const details = async (entries: ReturnType<typeof reader.ask<"listAuditEntries">>) =>
    JSON.stringify((await entries).items);

  expect(await details(stage.world.ask("listAuditEntries", { limit: 200 }))).toContain("secret-project");
  expect(await details(reader.ask("listAuditEntries", { limit: 200 }))).not.toContain("secret-project");
});

test("somebody without the right to see counts hears of no change", () => {
  const hub = { subscribe: () => () => undefined, countOf: () => 0, close: async () => undefined };
  const actor = actorWith({ kind: "user", id: "usr_x", name: "x" }, [
    { capabilities: ["tokens.manage"], scope: EVERYTHING },
  ]);

  expect(() => admitToEvents(hub, actor)).toThrow("You may not");
});

test("who may erase in one account erases nothing in another", async () => {
  const { id, ask } = await somebodyWho("queues.edit", "counts.see");
  await stage.world.ask("giveGrant", { subject: id, role: "admin", selector: only({ accountIds: [stage.other.id] }) });
  await stage.world.ask("updateQueue", { id: stage.dlq.id, capture: "whole" });

  expect(await codeOf(ask("updateQueue", { id: stage.dlq.id, capture: "shape" }))).toBe("forbidden");
});

test("a right on an account is held there, and nowhere else", async () => {
  const { id } = await aPersonWith(stage.world, "viewer", ALL);
  await stage.world.ask("giveGrant", { subject: id, role: "admin", selector: only({ accountIds: [stage.other.id] }) });
  const ask = askerOf(stage.world, id);

  const { isWritable } = await stage.world.ask("getAccount", { id: stage.shop.id });

  expect(isWritable).toBe(true);
  expect(await codeOf(ask("updateAccount", { id: stage.shop.id, name: "taken" }))).toBe("forbidden");
});

test("a move of nobody knows how many messages takes the right for many", async () => {
  const { ask } = await somebodyWho("counts.see", "plans.create", "plans.apply");
  const queue = (await ask("listQueues", { name: "refunds-dlq" })).items[0];
  const plan = await ask("createPlan", {
    action: "redrive",
    driver: "move-task",
    selection: { queueId: queue?.id ?? "" },
  });
  await execute(stage.world.db, sql`UPDATE queue_state SET visible = NULL WHERE queue_id = ${queue?.id}`);

  expect(await codeOf(ask("applyPlan", { id: plan.id, hash: plan.hash }))).toBe("too-many-messages");
});
