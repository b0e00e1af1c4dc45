import type { Bench } from "./bench";

/**
 * What an expectation rests on. `documented`: a page of the AWS documentation says so. `model`: the published service
 * model does. `seen`: reports of what AWS answered, in public issues and tests. `memory`: nobody checked it.
 */
export type MarkKind = "documented" | "model" | "seen" | "memory";

export interface Mark {
  readonly kind: MarkKind;
  /** The page, the shape of the model, or where it was seen. */
  readonly where: string;
}

export const documented = (where: string): Mark => ({ kind: "documented", where });
export const model = (where: string): Mark => ({ kind: "model", where });
export const seen = (where: string): Mark => ({ kind: "seen", where });
export const memory = (where: string): Mark => ({ kind: "memory", where });

export const SERVICES = ["sqs", "sns", "events", "lambda", "logs", "cloudwatch", "states", "sts", "tagging"] as const;
export type Service = (typeof SERVICES)[number];
export const ALL_SERVICES: ReadonlySet<Service> = new Set(SERVICES);

/** Something only some endpoints can prepare, because no call of AWS alone makes it. */
export type Need = "function" | "role" | "otherAccount" | "stateMachine" | "slowClock" | "promptArchive";

/** One question to an AWS-like endpoint, and what AWS answers to it. */
export interface BatteryCase {
  /** `sqs/receive-eleven`: stable, named by lists of differences. */
  readonly id: string;
  readonly service: Service;
  readonly operation: string;
  /** A sentence that is true of AWS. */
  readonly title: string;
  readonly cites: Mark;
  readonly needs?: Need;
  /** What was seen, as plain JSON; it must not hold names, ids or times, which differ from run to run. */
  run(bench: Bench): Promise<unknown>;
  readonly expected: unknown;
}

/** The cases of one operation share their service and its name. */
export function casesOf(
  service: Service,
  operation: string,
  cases: readonly Omit<BatteryCase, "service" | "operation">[],
): BatteryCase[] {
  return cases.map((one) => ({ ...one, id: `${service}/${one.id}`, service, operation }));
}
