import type { InputOf } from "@/lib/contract";
import { openBodies } from "@/lib/db/bodies";
import { connect, type Db } from "@/lib/db/connect";
import { openCopy } from "@/lib/db/copy-envelope";
import { openKeyring } from "@/lib/db/keyring";
import { execute, rows, sql } from "@/lib/db/query";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { checkSecondCopy } from "@/lib/operations/vault/check-second-copy";
import { drainQueue } from "@/lib/operations/vault/drain-queue";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { testMasterKey } from "../../support/template";
import { aSecondBucket, SECOND, toVault } from "../../support/vault";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

export const CANARY = "ada.canary@example.com";
export const OTHER = "bob.other@example.com";

export const bodyOf = (email: string, id: number) =>
  JSON.stringify({
    orderId: id,
    customer: { email },
    error: `OrderRejected: no mail to customer ${email} was possible`,
  });

/** A shop with messages of two customers in a queue that is looked into, in the vault, and in the bucket of second copies. */
export async function anErasingWorld() {
  const world = await createWorld({ secondCopy: SECOND });
  await aSecondBucket(world);
  const account = await connectShop(world, { isProduction: true });
  const parcels = await aQueuePair(world.aws, "parcels");
  const orders = await aQueuePair(world.aws, "orders");
  const bodies = [bodyOf(CANARY, 1), bodyOf(OTHER, 2), bodyOf(CANARY, 3)];
  await deadLetter(world.aws, parcels, bodies);
  await deadLetter(world.aws, orders, bodies);
  await checkSecondCopy(world.worker());
  const parcelsDlq = await seenQueue(world, account.id, "parcels-dlq");
  const ordersDlq = await seenQueue(world, account.id, "orders-dlq", false);
  await toVault(world, ordersDlq.id);
  await drainQueue(world.worker(), ordersDlq.id, true);
  await besideMessages(world, account.id);
  return { world, account, parcelsDlq, ordersDlq };
}

/** Log lines beside a message, an execution and a note that hold the canary, as their pollers and people leave them. */
async function besideMessages({ db }: World, accountId: string): Promise<void> {
  const text = `SendMail failed for ${CANARY}`;
  await execute(
    db,
    sql`INSERT INTO class_evidence (class_id, message_row_id, account_id, message_id, rung, confidence, text, cause_kind, cause_reason, source_name, lines, found_at)
        SELECT f.class_id, f.id, f.account_id, f.message_id, 'logs-by-message-id', 'strong', ${text}, 'unknown', ${text}, 'logs',
          ${JSON.stringify([{ at: new Date(), text }])}::jsonb, dlo_now()
        FROM failed_message f WHERE f.state = 'present' ORDER BY f.id LIMIT 1`,
  );
  await execute(
    db,
    sql`INSERT INTO failed_execution (execution_arn, stopped_at, account_id, region, machine_arn, class_id, name, status, started_at, error, cause, is_read, is_backlog, seen_at)
        SELECT 'arn:aws:states:eu-central-1:1:execution:m:1', dlo_now(), ${accountId}, 'eu-central-1', 'arn:m', class_id, '1', 'FAILED', dlo_now(), 'E', ${text}, true, false, dlo_now()
        FROM failed_message LIMIT 1`,
  );
  await execute(
    db,
    sql`INSERT INTO class_note (id, account_id, class_id, text, author_id, author_name, at)
        SELECT 'note_1', account_id, class_id, ${`called ${CANARY}`}, 'usr_admin', 'admin', dlo_now() FROM failed_message LIMIT 1`,
  );
}

/** Previews, and confirms what was found, as an admin would. */
export async function previewed(world: World, selection: InputOf<"previewErasure">["selection"]) {
  const { id } = await world.ask("previewErasure", { selection });
  await advanceErasures(world.worker());
  return world.ask("getErasure", { id });
}
export async function confirmed(world: World, selection: InputOf<"previewErasure">["selection"]) {
  const preview = await previewed(world, selection);
  await world.ask("createErasure", {
    previewId: preview.id,
    confirmCount: preview.counts?.items ?? 0,
    reason: "asked by Ada",
  });
  return preview;
}
export const canaryField = { kind: "field", path: "customer.email", value: CANARY } as const;

/** Every place where a text stands: tables in clear or as bytes, sealed bodies, and all versions in the second bucket. */
export async function placesOf(world: World, text: string): Promise<string[]> {
  const owner = connect({ url: world.database.ownerUrl, maxConnections: 2 });
  try {
    return [...(await inTables(owner, text)), ...(await inBodies(owner, text)), ...inBucket(world, text)];
  } finally {
    await owner.$disconnect();
  }
}

async function inTables(db: Db, text: string): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    db,
    sql`SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'series') AND table_type = 'BASE TABLE'`,
  );
  const hex = Buffer.from(text).toString("hex");
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${name} t WHERE strpos(lower(t::text), $1) > 0 OR strpos(t::text, $2) > 0`,
      text.toLowerCase(),
      hex,
    );
    if (row && row.count > 0) found.push(name);
  }
  return found;
}

async function inBodies(db: Db, text: string): Promise<string[]> {
  const ids = await rows<{ id: string }>(db, sql`SELECT id FROM message_body`);
  const opened = await openBodies(
    db,
    openKeyring(testMasterKey),
    ids.map(({ id }) => id),
  );
  return [...opened.values()].some(({ body }) => body.includes(text)) ? ["sealed bodies"] : [];
}

function inBucket({ simulator }: World, text: string): string[] {
  const objects = Object.values(simulator.world.s3.get(SECOND.bucket)?.objects ?? {}).flat();
  const keyring = openKeyring(testMasterKey);
  const opened = objects.map(({ bodyBase64 }) => openCopy(keyring, Buffer.from(bodyBase64, "base64").toString()).whole);
  return opened.some(({ body }) => body.includes(text)) ? ["second bucket"] : [];
}

const died = new Set<string>();

/** A worker that dies inside or right after its nth transaction, and once before or after each S3 call. */
export function dyingWorker(world: World, when: "inside" | "after", nth: number): WorkerCtx {
  let count = 0;
  const ctx = world.worker();
  const db = new Proxy(ctx.db, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name, target);
      return async (work: (tx: unknown) => Promise<unknown>, options: object) => {
        count += 1;
        const isLast = count === nth;
        const answer = await target.$transaction(async (tx) => {
          const done = await work(tx);
          if (isLast && when === "inside") throw new Error("killed");
          return done;
        }, options);
        if (isLast) throw new Error("killed");
        return answer;
      };
    },
  });
  const copies = ctx.aws.secondCopies;
  const secondCopies = copies && {
    ...copies,
    erase: async (accountId: string, key: string) => {
      if (when === "after") await copies.erase(accountId, key);
      const life = `${when} ${key}`;
      if (died.has(life)) return copies.erase(accountId, key);
      died.add(life);
      throw new Error("killed");
    },
  };
  return { ...ctx, db, aws: { ...ctx.aws, secondCopies } };
}
