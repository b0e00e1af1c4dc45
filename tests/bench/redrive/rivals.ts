import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Rivals' packages by contestant: exact versions, and never in our own package.json. */
const PACKAGES = {
  sqsConsumer: ["sqs-consumer@15.0.3", "@aws-sdk/client-sqs@3.1169.0"],
  replayAwsDlq: ["replay-aws-dlq@1.0.1"],
} as const;
export type Rival = keyof typeof PACKAGES;

export interface Rivals {
  /** Where each package is; a rival that is not here could not be installed. */
  readonly folders: Partial<Record<Rival, string>>;
  readonly skipped: readonly string[];
  remove(): void;
}

export function isRival(name: string): name is Rival {
  return Object.hasOwn(PACKAGES, name);
}

/** Installs packages of rivals into a temporary folder, without their scripts. One that cannot be had is skipped. */
export async function installRivals(names: readonly Rival[]): Promise<Rivals> {
  const root = mkdtempSync(join(tmpdir(), "dlo-bench-rivals-"));
  const folders: Partial<Record<Rival, string>> = {};
  const skipped: string[] = [];
  for (const name of names) {
    const folder = join(root, name);
    const flags = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--loglevel=error"];
    const failure = await promisify(execFile)("npm", ["install", ...flags, ...PACKAGES[name]], {
      timeout: 120_000,
    }).then(
      () => undefined,
      (error: Error) => error,
    );
    if (failure) skipped.push(`${name}: npm not reachable`);
    else folders[name] = folder;
  }
  return { folders, skipped, remove: () => rmSync(root, { recursive: true, force: true }) };
}
