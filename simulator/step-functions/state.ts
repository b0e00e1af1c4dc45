import { Table } from "../table";
import type { Execution } from "./run/execution";

/* What Step Functions remembers, as plain JSON. Times are epoch milliseconds. */

export interface Revision {
  readonly definition: string;
  readonly roleArn: string;
  readonly at: number;
}

export interface StateMachine {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly createdAt: number;
  status: "ACTIVE" | "DELETING";
  /** Executions keep the revision with which they started. */
  revisions: Record<string, Revision>;
  currentRevision: string;
  loggingConfiguration?: unknown;
  tracingConfiguration?: unknown;
  tags: Record<string, string>;
}

const KEPT_AFTER_END_MS = 90 * 86_400_000;
const MOST_EXECUTIONS = 10_000;

/**
 * State machines and their executions. An execution is forgotten 90 days after its end, and sooner when its machine has
 * 10,000 younger ones.
 */
export class StepFunctionsState {
  machines = new Table<StateMachine>();
  #executions = new Map<string, Execution>();
  /** By machine, in the order of their starts. */
  #byMachine = new Map<string, Execution[]>();

  machine(arn: string): StateMachine | undefined {
    const [, , service, region = "", accountId = "", kind, name = "", more] = arn.split(":");
    if (service !== "states" || kind !== "stateMachine" || more !== undefined) return undefined;
    return this.machines.get(accountId, region, name);
  }

  execution(arn: string): Execution | undefined {
    return this.#executions.get(arn);
  }

  executionsOf(machineArn: string): readonly Execution[] {
    return this.#byMachine.get(machineArn) ?? [];
  }

  addExecution(execution: Execution, now: number): void {
    const all = this.#byMachine.get(execution.machineArn) ?? [];
    this.#byMachine.set(execution.machineArn, all);
    all.push(execution);
    this.#executions.set(execution.arn, execution);
    const isOld = (all[0]?.endedAt ?? now) < now - KEPT_AFTER_END_MS;
    if (isOld || all.length > MOST_EXECUTIONS * 1.1) this.#forget(execution.machineArn, all, now);
  }

  #forget(machineArn: string, all: readonly Execution[], now: number): void {
    const surplus = all.length - MOST_EXECUTIONS;
    const isKept = ({ endedAt }: Execution, place: number) =>
      endedAt === undefined || (place >= surplus && endedAt >= now - KEPT_AFTER_END_MS);
    const kept = all.filter(isKept);
    const arns = new Set(kept.map(({ arn }) => arn));
    for (const { arn } of all) if (!arns.has(arn)) this.#executions.delete(arn);
    this.#byMachine.set(machineArn, kept);
    const machine = this.machine(machineArn);
    if (!machine) return;
    const used = new Set([machine.currentRevision, ...kept.map(({ revisionId }) => revisionId)]);
    for (const id of Object.keys(machine.revisions)) if (!used.has(id)) delete machine.revisions[id];
  }

  removeExecution(execution: Execution): void {
    this.#executions.delete(execution.arn);
    const others = this.executionsOf(execution.machineArn).filter((one) => one !== execution);
    this.#byMachine.set(execution.machineArn, others);
  }

  /** The machine goes with all its executions. */
  removeMachine(machine: StateMachine): void {
    for (const { arn } of this.executionsOf(machine.arn)) this.#executions.delete(arn);
    this.#byMachine.delete(machine.arn);
    this.machines.delete(machine);
  }

  serialize() {
    return { machines: this.machines.serialize(), executions: [...this.#byMachine.values()].flat() };
  }

  static load(data: ReturnType<StepFunctionsState["serialize"]>): StepFunctionsState {
    const state = new StepFunctionsState();
    state.machines = Table.load(data.machines);
    for (const execution of data.executions) {
      const all = state.#byMachine.get(execution.machineArn) ?? [];
      state.#byMachine.set(execution.machineArn, all);
      const copy = { ...execution };
      all.push(copy);
      state.#executions.set(copy.arn, copy);
    }
    return state;
  }
}
