import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";

const READS = ": reads";
const FOR = " for ";

/** The setting by which a plan relies on a mapping or pipe that reads a stream for a function. */
export function readingSetting(reader: {
  readonly arn: string;
  readonly streamArn: string;
  readonly functionArn: string;
}): [name: string, value: string] {
  return [`${reader.arn}${READS}`, `${reader.streamArn}${FOR}${reader.functionArn}`];
}

/** The streams that a plan reads again: what its session may read, and nothing else. */
export function streamArnsIn(configuration: PlanConfiguration): string[] {
  const arns = Object.entries(configuration).flatMap(([name, value]) =>
    name.endsWith(READS) ? (value.split(FOR)[0] ?? []) : [],
  );
  return [...new Set(arns)].sort();
}
