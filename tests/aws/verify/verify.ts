import { randomBytes } from "node:crypto";
import { ALL_CASES } from "../battery/all-cases";
import { Bench, clientsAt } from "../battery/bench";
import { nameOf } from "../battery/outcome";
import { type Observation, runBattery } from "../battery/run-battery";
import type { Subject } from "../battery/site";
import { environmentSubject } from "../battery/subjects/environment";
import { EXPERIMENTS } from "./all-experiments";
import { type Cleaned, cleanByPrefix } from "./clean";
import type { Experiment, Finding } from "./experiment";
import { PREFIX } from "./policy";
import type { Report } from "./report";

export interface VerifyOptions {
  readonly endpoint?: string;
  readonly region: string;
  readonly accountId: string;
  readonly isLong: boolean;
  readonly signal: AbortSignal;
  /** Beginnings of the ids that are asked; all without any. */
  readonly only?: readonly string[];
}

/** Asks everything, settles the open points, and removes what was made, also when it is interrupted. */
export async function verify(options: VerifyOptions): Promise<Report> {
  const { endpoint, region, accountId, isLong, signal, only } = options;
  const subject = environmentSubject({
    name: endpoint ?? "AWS",
    endpoint,
    region,
    accountId,
    signal,
    isPatient: isLong && endpoint === undefined,
  });
  const prefix = `${PREFIX}${randomBytes(3).toString("hex")}-`;
  const startedAt = performance.now();
  let observations: Observation[] = [];
  let findings: Finding[] = [];
  let swept: Cleaned = { removed: [], kept: [] };
  try {
    const isAsked = ({ id }: { readonly id: string }) => !only || only.some((beginning) => id.startsWith(beginning));
    const experiments = EXPERIMENTS.filter(isAsked);
    observations = await runBattery(subject, ALL_CASES.filter(isAsked), prefix, signal);
    findings = await Promise.all(experiments.map((experiment) => settle(subject, experiment, prefix, options)));
  } finally {
    const site = await subject.open();
    swept = await cleanByPrefix(clientsAt(site), prefix);
  }
  const where = `${endpoint ?? "AWS"}, account ${accountId}, ${region}`;
  return { where, observations, findings, leftovers: swept.kept, tookMs: performance.now() - startedAt };
}

/** Removes what earlier runs left behind, by the names that only this command gives. */
export async function cleanUp(options: Omit<VerifyOptions, "isLong">): Promise<Cleaned> {
  const site = await environmentSubject({ name: "", ...options }).open();
  return cleanByPrefix(clientsAt(site), PREFIX);
}

async function settle(
  subject: Subject,
  { id, question, isLong = false, run }: Experiment,
  prefix: string,
  options: VerifyOptions,
): Promise<Finding> {
  const finding = { id, question, leftovers: [] };
  if ((isLong && !options.isLong) || options.signal.aborted) return finding;
  const bench = new Bench(await subject.open(), prefix);
  try {
    return { ...finding, answer: await run(bench, options), leftovers: await bench.close() };
  } catch (error) {
    const name = nameOf(error);
    const text = error instanceof Error ? error.message.split("\n")[0] : "";
    const because = name === "absent" ? "the operation is absent" : `${name}: ${text}`;
    return { ...finding, error: because, leftovers: await bench.close() };
  }
}
