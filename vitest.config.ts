import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./tests/support/slowest-first";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/**
 * The files of a worker share what they import: loading the product and the AWS SDK takes longer than most files do. So a
 * file must leave nothing behind: no open world, no changed environment, no state in a module that another would read.
 */
const together = { isolate: false } as const;

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: SlowestFirst },
    setupFiles: ["tests/support/same-chance.ts"],
    projects: [
      {
        extends: true,
        test: {
          ...together,
          name: "unit",
          include: [
            "lib/**/*.test.ts",
            "simulator/**/*.test.ts",
            "app/**/*.test.ts",
            "jobs/**/*.test.ts",
            "checks/**/*.test.ts",
          ],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          ...together,
          name: "aws",
          include: ["tests/aws/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...together,
          name: "integration",
          include: ["tests/{integration,contract,faults,fortnight}/**/*.test.ts", "tests/security/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "security",
          include: ["tests/security/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
