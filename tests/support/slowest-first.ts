import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes long in little code: vitest, which begins with the largest files until it has timed them, would begin these last. */
const SLOWEST: readonly string[] = [
  "tests/fortnight/fortnight.test.ts",
  "tests/faults/kill-vault-drain.test.ts",
  "tests/integration/runs/stage-races.test.ts",
  "tests/integration/pipelines/story.test.ts",
  "tests/faults/model/standard.test.ts",
  "tests/faults/model/fifo.test.ts",
  "tests/integration/polling/thousands.test.ts",
  "tests/integration/jobs/worker.test.ts",
  "tests/integration/day-one/fleet.test.ts",
  "tests/integration/understanding/story.test.ts",
  "tests/integration/origins/demo-ways.test.ts",
  "tests/security/matrix.test.ts",
  "tests/aws/sim-bad-input.test.ts",
  "tests/aws/story-seed.test.ts",
  "tests/aws/battery/battery.test.ts",
  "tests/aws/verify/verify.test.ts",
  "tests/aws/clients-of-others.test.ts",
];

/** Vitest's own order, but that nothing slow is begun when the rest is nearly done. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => SLOWEST.some((path) => moduleId.endsWith(path));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
