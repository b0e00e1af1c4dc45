import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const FOLDER = "DLO_TEST_PROGRAMS";

interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<unknown>;
}
const fromTsx = createRequire(createRequire(import.meta.url).resolve("tsx"));

/** A folder for the programs of one run of the tests. Beside the packages, so that the programs find them. */
export function openPrograms(): () => void {
  const cache = resolve("node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "dlo-programs-"));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/**
 * Node's arguments for one of our TypeScript entry points, as one file that is made once in a run of the tests: it loads in
 * a quarter of the time of its sources, which is what a test that starts ten workers spends most of its time on.
 */
export async function program(entry: string): Promise<readonly string[]> {
  const folder = process.env[FOLDER];
  if (!folder) return ["--import", "tsx", entry];
  const made = join(folder, `${entry.replaceAll("/", "-")}.mjs`);
  if (!existsSync(made)) await make(entry, made);
  return [made];
}

async function make(entry: string, made: string): Promise<void> {
  const draft = `${made}.${randomUUID()}.mjs`;
  const esbuild: Esbuild = fromTsx("esbuild");
  await esbuild.build({
    entryPoints: [entry],
    outfile: draft,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    keepNames: true,
    logLevel: "error",
  });
  renameSync(draft, made);
}
