import { isDeepStrictEqual } from "node:util";
import { Bench } from "./bench";
import type { BatteryCase } from "./case";
import { nameOf } from "./outcome";
import type { Subject } from "./site";

/** `skipped`: the subject has no such service, or cannot prepare what the case needs. */
export type Verdict = "ok" | "differs" | "absent" | "unknown" | "skipped";

export interface Observation {
  readonly subject: string;
  readonly test: BatteryCase;
  readonly verdict: Verdict;
  /** What was seen: the answer in plain JSON, or `{ "error": name }`. */
  readonly answer: unknown;
  /** The error's text, when the case ended with one. */
  readonly because?: string;
  readonly leftovers: readonly string[];
  readonly tookMs: number;
}

/** Asks a subject every case and compares; never throws for what a subject answers. */
export async function runBattery(
  subject: Subject,
  cases: readonly BatteryCase[],
  prefix: string,
  signal?: AbortSignal,
): Promise<Observation[]> {
  const observations: Observation[] = [];
  const waiting = [...cases];
  const work = async () => {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      observations.push(await observe(subject, next, prefix));
    }
  };
  await Promise.all(Array.from({ length: subject.concurrency }, work));
  return observations;
}

async function observe(subject: Subject, test: BatteryCase, prefix: string): Promise<Observation> {
  const base = { subject: subject.name, test, leftovers: [], tookMs: 0 };
  if (!subject.services.has(test.service) || (test.needs && !subject.can.has(test.needs))) {
    return { ...base, verdict: "skipped", answer: undefined };
  }
  const startedAt = performance.now();
  const site = await subject.open();
  const bench = new Bench(site, prefix);
  const seen = await look(test, bench);
  const leftovers = await bench.close();
  await site.close();
  return { ...base, ...seen, verdict: verdictOf(test, seen.answer), leftovers, tookMs: performance.now() - startedAt };
}

async function look(test: BatteryCase, bench: Bench): Promise<{ answer: unknown; because?: string }> {
  try {
    return { answer: plain(await test.run(bench)) };
  } catch (error) {
    const name = nameOf(error);
    const because = error instanceof Error ? error.message.slice(0, 300) : undefined;
    return { answer: name === "absent" ? "absent" : { error: name }, because };
  }
}

function verdictOf(test: BatteryCase, answer: unknown): Verdict {
  if (isDeepStrictEqual(answer, plain(test.expected))) return "ok";
  if (JSON.stringify(answer)?.includes('"absent"')) return "absent";
  return test.cites.kind === "memory" ? "unknown" : "differs";
}

function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
