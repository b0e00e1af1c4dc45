import { DloError } from "@/lib/core/errors";
import { driveRun } from "@/lib/operations/runs/drive";
import type { FaultEntry } from "@/simulator/faults";
import type { Queue } from "@/simulator/sqs/queue";
import { receiveFrom } from "@/simulator/sqs/receiving";
import { sendTo } from "@/simulator/sqs/sending";
import { checkMessage } from "@/simulator/sqs/validate-message";
import type { World } from "../../support/world";
import type { Seeded } from "../invariants";
import { type Scene, STRANGER } from "../stage";
import { HURRIED } from "../timing";
import { Life, type Touch } from "./life";
import type { Mishap, PlannedFault, Schedule } from "./schedule";

const SNATCHED_SECONDS = 1;
const RECREATE_AFTER_MS = 60_001;

/** A person may be told no instead of being obeyed. */
export function unlessRefused(error: unknown): void {
  if (!(error instanceof DloError)) throw error;
}

/** Everything that goes wrong in one schedule, when its time has come. */
export class Mischief {
  readonly deaths: string[] = [];
  readonly broken: string[] = [];
  readonly takenByOthers = new Set<string>();
  readonly metByOthers = new Set<string>();
  /** What strangers put into a queue of the same name. */
  readonly laidByOthers: Seeded[] = [];
  #touches = 0;
  #left: Mishap[];
  #lives: Life[] = [];
  #isSomebodyGone = false;
  #areWritesStopped = false;
  #rules: FaultEntry[] = [];
  #asked: Promise<unknown>[] = [];
  #rivals: Promise<unknown>[] = [];
  #runId = "";

  constructor(
    private readonly world: World,
    private readonly scene: Scene,
    private readonly schedule: Schedule,
  ) {
    this.#left = [...schedule.mishaps];
  }

  begin(runId: string): void {
    this.#runId = runId;
    const { faults, clock } = this.world.simulator.world;
    this.#rules = this.schedule.faults.flatMap((planned) =>
      this.#queuesOf(planned).map((queueName) =>
        faults.add({ ...ruleOf(planned), queueName, accountId: this.scene.awsAccountId }, clock.now()),
      ),
    );
  }

  aLife(): Life {
    const life: Life = new Life(`w${this.#lives.length}-${this.#runId.slice(-6)}`, (touch) =>
      this.#touched(touch, life),
    );
    this.#lives.push(life);
    return life;
  }

  /** A worker drives the run for as long as it lives. */
  drive(life: Life): Promise<void> {
    const ctx = { ...this.world.worker(life.name), drainTiming: HURRIED };
    return life.live(ctx, (mortal) => driveRun(mortal, this.#runId)).catch(() => undefined);
  }

  /** Whoever drives beside the worker that was started. */
  async rivals(): Promise<void> {
    await Promise.all(this.#rivals.splice(0));
  }

  /** Whether a worker ended in the middle since this was asked last: nobody knows of what it held any more. */
  takeGone(): boolean {
    const isGone = this.#isSomebodyGone;
    this.#isSomebodyGone = false;
    return isGone;
  }

  noteGone(): void {
    this.#isSomebodyGone = true;
  }

  /** Whether the next worker is there before the visibility timeouts of the last one have passed. */
  get isHurried(): boolean {
    return this.schedule.isHurried;
  }

  /** The end of what a person must mend before anything goes on. */
  async heal(): Promise<void> {
    await Promise.all(this.#asked.splice(0));
    this.#removeRules();
    if (!this.#areWritesStopped) return;
    this.#areWritesStopped = false;
    await this.world.ask("allowWrites", { accountId: this.scene.accountId }).catch(unlessRefused);
  }

  /** What is looked at from now on changes no more. */
  killAll(): void {
    for (const life of this.#lives) life.kill();
  }

  async end(): Promise<void> {
    this.killAll();
    await this.rivals();
    await this.heal();
  }

  #removeRules(): void {
    for (const { id } of this.#rules.splice(0)) this.world.simulator.world.faults.remove(id);
  }

  #queuesOf({ operation }: PlannedFault): readonly string[] {
    return operation === "sqs:SendMessageBatch" ? this.scene.destinationNames : [this.scene.dlqName];
  }

  #touched(touch: Touch, life: Life): void {
    if (touch.phase === "before") this.#touches += 1;
    const due = this.#left.filter(({ at, phase }) => at <= this.#touches && phase === touch.phase);
    this.#left = this.#left.filter((mishap) => !due.includes(mishap));
    for (const mishap of due) this.#befall(mishap, touch, life);
  }

  #befall({ kind }: Mishap, touch: Touch, life: Life): void {
    const id = this.#runId;
    const { accountId } = this.scene;
    const ask = (asked: Promise<unknown>) => {
      this.#asked.push(asked.catch(unlessRefused));
    };
    const acts: Partial<Record<Mishap["kind"], () => void>> = {
      crash: () => this.#die(touch, life),
      freeze: () => (life === this.#lives.at(-1) ? life.freeze() : this.#die(touch, life)),
      stop: () => {
        this.#isSomebodyGone = true;
        life.stop();
      },
      rival: () => this.#join(),
      pause: () => ask(this.world.ask("pauseRun", { id }, "operator")),
      cancel: () => ask(this.world.ask("cancelRun", { id }, "operator")),
      "stop-writes": () => {
        this.#areWritesStopped = true;
        ask(this.world.ask("stopWrites", { accountId, reason: "a fault test" }));
      },
    };
    const act = acts[kind];
    if (act) act();
    else this.#meddle(kind);
  }

  #die({ name, phase }: Touch, life: Life): void {
    if (!life.isAlive) return;
    this.deaths.push(`${phase} ${name}`);
    this.#isSomebodyGone = true;
    life.kill();
  }

  #join(): void {
    const life = this.aLife();
    this.#rivals.push(Promise.race([this.drive(life), life.died]));
  }

  /** Somebody who knows nothing of us works on the queue. */
  #meddle(kind: Mishap["kind"]): void {
    const dlq = this.scene.region.find(this.scene.dlqName);
    if (!dlq) return;
    const { clock, faults } = this.world.simulator.world;
    const now = clock.now();
    if (kind === "vanish") for (const message of [...dlq.store.all()].slice(0, 3)) this.#take(dlq, message.id, now);
    if (kind === "snatch" || kind === "lose-receive")
      for (const { id } of receiveFrom(dlq, { limit: 5, visibilitySeconds: SNATCHED_SECONDS }, now))
        this.metByOthers.add(id);
    if (kind === "lose-receive") {
      const { awsAccountId: accountId, dlqName: queueName } = this.scene;
      this.#rules.push(
        faults.add({ operation: "sqs:ReceiveMessage", kind: "resetBefore", accountId, queueName, until: 1 }, now),
      );
    }
    if (kind === "delete-queue" || kind === "recreate-queue") this.#removeQueue(dlq, kind === "recreate-queue", now);
  }

  #take(dlq: Queue, id: string, now: number): void {
    const message = dlq.store.get(id);
    if (!message) return;
    this.takenByOthers.add(id);
    dlq.store.remove(message);
    dlq.reportEffect("DeleteMessage", id, STRANGER, now);
  }

  #removeQueue(dlq: Queue, isMadeAgain: boolean, now: number): void {
    const { region } = this.scene;
    for (const { id } of dlq.store.all()) this.takenByOthers.add(id);
    region.delete(dlq, STRANGER, now);
    if (!isMadeAgain) return;
    const other = region.create(dlq.name, dlq.isFifo ? { FifoQueue: "true" } : {}, {}, now + RECREATE_AFTER_MS);
    for (let n = 0; n < 3; n++) {
      const { content } = checkMessage(other, {
        MessageBody: JSON.stringify({ type: "Other", name: `${dlq.name} ${n}` }),
        ...(dlq.isFifo ? { MessageGroupId: "theirs", MessageDeduplicationId: `${n}` } : {}),
      });
      const { messageId } = sendTo(other, content, { principalArn: STRANGER, senderId: "AIDASTRANGER" }, 0, now);
      const laid = other.store.get(messageId);
      if (laid) this.laidByOthers.push(laid);
    }
  }
}

function ruleOf({ operation, kind, from, count, size, isAfterEffect }: PlannedFault) {
  return {
    operation,
    kind,
    from,
    until: from + count - 1,
    ...(kind === "partialBatch" ? { n: size } : {}),
    ...(kind === "delayMs" ? { ms: size * 100 } : {}),
    ...(isAfterEffect ? { afterEffect: true } : {}),
  };
}
