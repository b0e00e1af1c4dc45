import { randomBytes } from "node:crypto";
import type { InputOf, OperationId, OutputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import { ROLES, type Role } from "@/lib/core/access/capabilities";
import type { ApprovalRule } from "@/lib/core/approvals/rule";
import type { DloError } from "@/lib/core/errors";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { actorById } from "@/lib/operations/access/actor-of";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

/** Production: any redrive needs one other person, any discard two. */
const RULES: ApprovalRule[] = [
  { id: "any", name: "Any", isOn: true, when: { production: true, messagesOver: 0 }, approvals: 1 },
  { id: "discard", name: "Discard", isOn: true, when: { action: "discard" }, approvals: 2 },
];

export async function setRules(world: World, rules: ApprovalRule[], applyLimit = 100): Promise<void> {
  const { version } = await world.ask("getApprovalRules", {});
  await world.ask("putApprovalRules", { rules, applyLimit, ifVersion: version });
}

/** A shop in production with dead letters, four people, and plans over messages that no other plan has. */
export async function aGuardedShop(messageCount: number) {
  const world = await createWorld();
  const account = await connectShop(world, { isProduction: true });
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(
    world.aws,
    pair,
    Array.from({ length: messageCount }, (_, index) => `m${index}`),
  );
  const queue = await seenQueue(world, account.id, "orders-dlq");
  await setRules(world, RULES);
  const people = {
    olga: await aPerson(world, "olga", "operator"),
    ada: await aPerson(world, "ada", "approver"),
    ben: await aPerson(world, "ben", "approver"),
    max: await aPerson(world, "max", "admin"),
  };
  let used = 0;
  const messages = (await world.ask("listFailedMessages", { queueId: queue.id, limit: 200 })).items;
  const aPlan = (action: "redrive" | "discard" = "redrive", by: Person = people.olga, size = 1): Promise<Plan> => {
    const messageIds = messages.slice(used, used + size).map(({ id }) => id);
    used += size;
    // Production asks for a second copy before a delete, and this shop has no bucket.
    const overrides = action === "discard" ? [{ check: "second-copy", reason: "test orders, one copy will do" }] : [];
    return by.ask("createPlan", { action, selection: { messageIds }, ratePerSecond: 500, overrides });
  };
  const anAskedPlan = async (action: "redrive" | "discard" = "redrive") =>
    on(people.olga, "askForApproval", await aPlan(action));
  return { world, account, pair, queue, rules: RULES, ...people, aPlan, anAskedPlan };
}

export interface Person {
  readonly id: string;
  readonly ask: <K extends OperationId>(id: K, input: InputOf<K>) => Promise<OutputOf<K>>;
}

/** Somebody who may do now what their grants say now. */
export async function aPerson(world: World, name: string, role: Role): Promise<Person> {
  const id = `usr_${name}`;
  await execute(
    world.db,
    sql`INSERT INTO app_user (id, name, email) VALUES (${id}, ${name}, ${`${name}@test.invalid`})`,
  );
  await execute(
    world.db,
    sql`INSERT INTO access_grant (id, subject_kind, subject, role, selector) VALUES (${`gnt_${name}`}, 'user', ${id}, ${role}, '{"kind":"all"}')`,
  );
  return asking(world, id);
}

/** A token of this person with all that the role may. */
export async function aToken(
  world: World,
  owner: Person,
  role: Role,
  maxMessages: number | null = null,
): Promise<Person> {
  const id = `tok_${randomBytes(10).toString("hex")}`;
  await execute(
    world.db,
    sql`INSERT INTO api_token (id, name, hash, hint, user_id, capabilities, selector, max_messages, expires_at)
        VALUES (${id}, 'script', ${id}, 'dlo_', ${owner.id}, ${[...ROLES[role]]}::text[], '{"kind":"all"}', ${maxMessages}, now() + interval '1 day')`,
  );
  return asking(world, id);
}

function asking(world: World, id: string): Person {
  return {
    id,
    ask: async (operation, input) => {
      const actor = await actorById(world.db, id);
      if (!actor) throw new Error(`${id} may not act`);
      return operations[operation]({ ...world.web(), actor }, input);
    },
  };
}

type OnHash = "askForApproval" | "approvePlan" | "applyPlan";
/** Does something with exactly this plan. */
export function on<K extends OnHash>(
  who: Person,
  operation: K,
  { id, hash }: Pick<Plan, "id" | "hash">,
  more: object = {},
) {
  return who.ask(operation, { id, hash, ...more } as InputOf<K>);
}

/** The code and words of a refusal. */
export async function refusalOf(done: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await done;
  } catch (error) {
    const { code, message } = error as DloError;
    return { code, message };
  }
  throw new Error("it was not refused");
}

export async function loseRight(world: World, { id }: Person): Promise<void> {
  await execute(world.db, sql`UPDATE access_grant SET role = 'viewer' WHERE subject = ${id}`);
}
export async function regainRight(world: World, { id }: Person, role: Role): Promise<void> {
  await execute(world.db, sql`UPDATE access_grant SET role = ${role} WHERE subject = ${id}`);
}
