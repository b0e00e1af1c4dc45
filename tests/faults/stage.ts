import { execute, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import type { StoredMessage } from "@/simulator/sqs/message";
import type { Queue } from "@/simulator/sqs/queue";
import type { SqsRegion } from "@/simulator/sqs/region";
import { deadLetter, sendTo } from "@/simulator/sqs/sending";
import { checkMessage } from "@/simulator/sqs/validate-message";
import type { Effect } from "@/simulator/usage";
import { connectShop, look, REGION, type World } from "../support/world";
import type { Seeded } from "./invariants";

/** A message to be seeded, as a sender gives it. */
export interface Draft {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>>;
  readonly group: number;
  readonly trace?: string;
}

/** A dead-letter queue with its source, and another queue for what is redirected; nobody else uses them. */
export interface Scene {
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly queueId: string;
  readonly region: SqsRegion;
  readonly dlqName: string;
  readonly destinationNames: readonly string[];
  readonly elsewhereArn: string;
  readonly seeded: readonly Seeded[];
  /** The rows of the messages, by message id, in the order of our list. */
  readonly rowIds: ReadonlyMap<string, string>;
  /** Where the effect log stood after the seeding. */
  readonly effectsFrom: number;
}

interface Place {
  readonly base: string;
  readonly isFifo: boolean;
  readonly queueId: string;
}

const SENDER = { principalArn: "arn:aws:iam::000000000000:root", senderId: "AIDASHOP" };
export const STRANGER = "arn:aws:iam::000000000000:user/stranger";
const nameOf = (base: string, isFifo: boolean) => `${base}${isFifo ? ".fifo" : ""}`;

/**
 * One account with queues that wait to be used, each for one case. Cases of one stage come one after the other, so that
 * what strikes the account strikes one case only; stages run beside each other over one database and one simulator.
 */
export class Stage {
  #free: Place[] = [];
  #made = 0;

  private constructor(
    private readonly world: World,
    readonly accountId: string,
    private readonly awsAccountId: string,
    private readonly chunk: number,
  ) {}

  static async open(world: World, number: number, chunk: number): Promise<Stage> {
    const awsAccountId = String(200_000_000_000 + number);
    const account = await connectShop(world, { awsAccountId });
    return new Stage(world, account.id, awsAccountId, chunk);
  }

  private get region(): SqsRegion {
    return this.world.simulator.world.sqs.regionOf(this.awsAccountId, REGION);
  }

  /** Fills a dead-letter queue of its own with these messages and has the product look at it. */
  async set(drafts: readonly Draft[], isFifo: boolean): Promise<Scene> {
    const { base, queueId } = await this.#take(isFifo);
    const { region, world } = this;
    const [dlqName, sourceName, elsewhereName] = [`${base}-dlq`, base, `${base}-else`].map((one) =>
      nameOf(one, isFifo),
    );
    const dlq = queueNamed(region, dlqName ?? "");
    const source = queueNamed(region, sourceName ?? "");
    const now = world.simulator.world.clock.now();
    const seeded = drafts.map((draft, index) => seed(source, dlq, draft, `${base}-${index}`, now));
    const rowIds = await this.#look(queueId, drafts.length);
    return {
      accountId: this.accountId,
      awsAccountId: this.awsAccountId,
      queueId,
      region,
      dlqName: dlq.name,
      destinationNames: [sourceName ?? "", elsewhereName ?? ""],
      elsewhereArn: queueNamed(region, elsewhereName ?? "").arn,
      seeded,
      rowIds,
      effectsFrom: world.simulator.world.usage.effectCount,
    };
  }

  /** Takes the queues away: nobody looks at them again. */
  strike(scene: Scene): void {
    const now = this.world.simulator.world.clock.now();
    for (const name of [scene.dlqName, ...scene.destinationNames]) {
      const queue = scene.region.find(name);
      if (queue) scene.region.delete(queue, STRANGER, now);
    }
  }

  /** Looks until it knows all, or what it can: of a FIFO queue a look meets the heads of the groups only. */
  async #look(queueId: string, count: number): Promise<Map<string, string>> {
    for (let looks = 1; ; looks++) {
      await scanQueue(this.world.worker("scanner"), queueId, true);
      const rowIds = await this.#rows(queueId);
      if (rowIds.size === count || looks === 2) return rowIds;
    }
  }

  async #rows(queueId: string): Promise<Map<string, string>> {
    const rowIds = new Map<string, string>();
    for (let cursor: string | undefined; ; ) {
      const page = await this.world.ask("listFailedMessages", { queueId, limit: 200, ...(cursor ? { cursor } : {}) });
      for (const { messageId, id } of page.items) rowIds.set(messageId, id);
      if (page.nextCursor === null) return rowIds;
      cursor = page.nextCursor;
    }
  }

  async #take(isFifo: boolean): Promise<Place> {
    if (!this.#free.some((place) => place.isFifo === isFifo)) await this.#make(isFifo);
    const at = this.#free.findIndex((place) => place.isFifo === isFifo);
    const [place] = this.#free.splice(at, 1);
    if (!place) throw new Error("no queue is left");
    return place;
  }

  /** Makes a chunk of queues at once, because each round of the pollers looks at all of the account. */
  async #make(isFifo: boolean): Promise<void> {
    const { world, region } = this;
    const now = world.simulator.world.clock.now();
    const bases = Array.from({ length: this.chunk }, () => `q${this.#made++}-${this.awsAccountId.slice(-4)}`);
    for (const base of bases) {
      const fifo: Record<string, string> = isFifo ? { FifoQueue: "true" } : {};
      const dlq = region.create(nameOf(`${base}-dlq`, isFifo), fifo, {}, now);
      const policy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
      region.create(nameOf(base, isFifo), { ...fifo, RedrivePolicy: JSON.stringify(policy) }, {}, now);
      region.create(nameOf(`${base}-else`, isFifo), fifo, {}, now);
    }
    await look(world, this.accountId);
    const ids = await this.#queueIds();
    for (const base of bases) this.#free.push({ base, isFifo, queueId: ids.get(nameOf(`${base}-dlq`, isFifo)) ?? "" });
  }

  async #queueIds(): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (let cursor: string | undefined; ; ) {
      const page = await this.world.ask("listQueues", {
        accountId: this.accountId,
        limit: 200,
        ...(cursor ? { cursor } : {}),
      });
      for (const { name, id } of page.items) ids.set(name, id);
      if (page.nextCursor === null) return ids;
      cursor = page.nextCursor;
    }
  }
}

function queueNamed(region: SqsRegion, name: string): Queue {
  const queue = region.find(name);
  if (!queue) throw new Error(`no queue ${name}`);
  return queue;
}

/** Sent to the source and dead-lettered by SQS's own rules, without the calls of a consumer that fails. */
function seed(source: Queue, dlq: Queue, draft: Draft, name: string, now: number): Seeded {
  const { content } = checkMessage(source, {
    MessageBody: JSON.stringify({ type: "Fault", error: "boom", name, text: draft.body }),
    MessageAttributes: draft.attributes,
    ...(source.isFifo ? { MessageGroupId: `g${draft.group}`, MessageDeduplicationId: name } : {}),
    ...(draft.trace
      ? { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: draft.trace } } }
      : {}),
  });
  const { messageId } = sendTo(source, content, SENDER, 0, now);
  const sent = source.store.get(messageId);
  if (!sent) throw new Error("a seeded message is not there");
  sent.receiveCount = 3;
  deadLetter(source, sent, dlq, now);
  const { id, body, attributes, groupId, traceHeader } = sent;
  return { id, body, attributes, groupId, traceHeader };
}

/** What is in the queues of a scene now. */
export function messagesIn(scene: Scene, names: readonly string[]): StoredMessage[] {
  return names.flatMap((name) => [...(scene.region.find(name)?.store.all() ?? [])]);
}

interface EffectLog {
  next: number;
  readonly byAccount: Map<string, { readonly place: number; readonly effect: Effect }[]>;
}
const logs = new WeakMap<World, EffectLog>();

/** What happened in the account of a scene since it was set, in order: nobody else uses it meanwhile. */
export function effectsOf(world: World, { awsAccountId, effectsFrom }: Pick<Scene, "awsAccountId" | "effectsFrom">) {
  const log: EffectLog = logs.get(world) ?? { next: 0, byAccount: new Map() };
  logs.set(world, log);
  const { effects, next } = world.simulator.world.usage.effects(log.next, 1_000_000);
  const first = next - effects.length;
  log.next = next;
  effects.forEach((effect, index) => {
    const known = log.byAccount.get(effect.accountId) ?? [];
    log.byAccount.set(effect.accountId, known);
    known.push({ place: first + index, effect });
  });
  const left = (log.byAccount.get(awsAccountId) ?? []).filter(({ place }) => place >= effectsFrom);
  log.byAccount.set(awsAccountId, left);
  return left.map(({ effect }) => effect);
}

/** Lets the time pass that a dead worker's lease had left. */
export async function expireLease(world: World, { queueId }: Scene): Promise<void> {
  await execute(
    world.db,
    sql`UPDATE lease SET expires_at = dlo_now() - interval '1 second' WHERE queue_id = ${queueId}`,
  );
}

/** Which receive of each hidden message it is that hides it. */
export type Hidden = ReadonlyMap<string, number>;
export function hiddenIn({ region, dlqName }: Scene): Hidden {
  const all = [...(region.find(dlqName)?.store.all() ?? [])];
  return new Map(all.filter(({ place }) => place === "inFlight").map(({ id, receipt }) => [id, receipt]));
}

/** Lets the visibility timeouts of these receives pass, for the queue and for the ledger. Nobody alive may count on them. */
export async function outlast(world: World, { region, dlqName, queueId }: Scene, hidden: Hidden): Promise<void> {
  await execute(
    world.db,
    sql`UPDATE run_item SET visible_until = dlo_now() - interval '1 second' WHERE queue_id = ${queueId} AND message_id = ANY(${[...hidden.keys()]}::text[])`,
  );
  const dlq = region.find(dlqName);
  const now = world.simulator.world.clock.now();
  if (!dlq) return;
  for (const message of [...dlq.store.all()])
    if (message.place === "inFlight" && hidden.get(message.id) === message.receipt) dlq.store.hold(message, now);
  dlq.settle(now);
}
