import type { OutputOf } from "@/lib/contract";
import type { Owner } from "./owners";
import type { Received, Receiver } from "./receiver";
import type { Fortnight } from "./stage";

const ANSWERS_AFTER_SECONDS = 240;

/** A failure class by its dead-letter queue and the stage that failed. */
export interface Place {
  readonly queue: string;
  readonly anchor: string;
}
type Class = OutputOf<"listFailureClasses">["items"][number];
const isAt = ({ queueName, anchorName }: Class, { queue, anchor }: Place) =>
  queueName === queue && anchorName === anchor;

interface Answer {
  readonly page: Received;
  readonly at: Date;
}
interface Done {
  readonly action: "redrive" | "discard";
  readonly runId: string;
  readonly at: Date;
}

/** The people on call, and a list of what they did: some numbers of a review are about them. */
export function openOperators({ world, now }: Pick<Fortnight, "world" | "now">, receiver: Receiver) {
  const answers: Answer[] = [];
  const noise: { readonly page: Received; readonly at: Date }[] = [];
  const done: Done[] = [];
  const asleep = new Set<Owner>();

  const isOver = (id: string) =>
    receiver.received.some(({ type, alert }) => type === "alert.resolved" && alert?.id === id);

  /** Whoever was woken has it four minutes later, if a look comes that soon and it is not over by then. */
  async function answer(): Promise<void> {
    for (const page of receiver.pages()) {
      const isDue = now().getTime() - page.at.getTime() >= ANSWERS_AFTER_SECONDS * 1000;
      const id = page.alert?.id;
      if (!id || !isDue || isOver(id) || asleep.has(page.owner as Owner) || answers.some((one) => one.page === page))
        continue;
      await world.ask("acknowledgeAlert", { id, note: `${page.owner} has it` }, "operator");
      answers.push({ page, at: now() });
    }
  }

  /** All messages of the classes there that are there now; the worker does it in the rounds that follow. */
  async function act(action: Done["action"], where: Place): Promise<void> {
    for (const { id } of (await classesIn()).filter((one) => isAt(one, where))) {
      const plan = await planFor(action, id);
      const made = { id: plan.id, hash: plan.hash };
      if (plan.approval.needed > 0) {
        await world.ask("askForApproval", made, "operator");
        await world.ask("approvePlan", made, "approver");
      }
      const { runId } = await world.ask("applyPlan", made, "operator");
      done.push({ action, runId, at: now() });
    }
  }

  /** What somebody may go on against, somebody does: the story mends functions where the product cannot see it. */
  async function planFor(action: Done["action"], classId: string): Promise<OutputOf<"createPlan">> {
    const wish = { action, selection: { classId }, reason: `the fortnight: ${action}` };
    const first = await world.ask("createPlan", wish, "operator");
    const blocks = first.checks.filter(({ result, canOverride }) => result === "block" && canOverride);
    if (blocks.length === 0) return first;
    const overrides = blocks.map(({ id }) => ({ check: id, reason: "looked at, and meant so" }));
    return world.ask("createPlan", { ...wish, overrides }, "operator");
  }

  const classesIn = async (): Promise<Class[]> =>
    (await world.ask("listFailureClasses", { view: "all", limit: 100 })).items;

  /** What paused by itself is given up. */
  async function cancelPaused(): Promise<void> {
    for (const { runId } of done) {
      const { state } = await world.ask("getRun", { id: runId });
      if (state === "paused") await world.ask("cancelRun", { id: runId, reason: "they fail again" }, "operator");
    }
  }

  return {
    cancelPaused,
    answers,
    noise,
    done,
    asleep,
    answer,
    act,
    /** The newest page of this owner was not worth it. */
    async callNoise(owner: Owner): Promise<void> {
      const page = receiver.pages().findLast((one) => one.owner === owner);
      if (!page?.alert?.id) throw new Error(`${owner} was never woken`);
      await world.ask("markAlertNoise", { id: page.alert.id, isNoise: true, reason: "nothing to be done" }, "operator");
      noise.push({ page, at: now() });
    },
    classes: classesIn,
  };
}
export type Operators = ReturnType<typeof openOperators>;
