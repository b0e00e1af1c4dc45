import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import type { Spread } from "./spread";

const NOISY_LOAD = 0.5;
const FOLDER = ".data/bench";

export interface Circumstances {
  readonly commit: string;
  readonly isDirty: boolean;
  readonly at: string;
  readonly machine: { readonly node: string; readonly cores: number; readonly cpu: string | undefined };
  readonly load: { readonly before: number; readonly after: number; readonly isNoisy: boolean };
}
/** What a part of the benchmark found: figures move with the machine, ratios were measured in turns, `misses` are gates. */
export interface BenchResult extends Circumstances {
  readonly ratios: object;
  readonly orientation: object;
  readonly goals?: readonly Goal[];
  readonly misses: readonly string[];
}
/** An absolute goal: met or missed on this machine at this load, and no gate. */
export interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly found: number;
  readonly isMet: boolean;
}

export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

/** Where and on what it was measured; noisy when others kept the machine busy before. */
export function circumstances(loadBefore: number): Circumstances {
  return {
    commit: git("rev-parse", "--short", "HEAD"),
    isDirty: git("status", "--porcelain") !== "",
    at: new Date().toISOString(),
    machine: { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model },
    load: { before: loadBefore, after: loadNow(), isNoisy: loadBefore > NOISY_LOAD },
  };
}

/** Writes it down and prints it. Whether every gate holds. */
export function keepResult(name: string, result: BenchResult): boolean {
  const path = `${FOLDER}/${name}.json`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  printRows(result.ratios, 2);
  console.log("\nOrientation only; these move with the machine:\n");
  printRows(result.orientation, 1);
  for (const { name: what, goal, found, isMet } of result.goals ?? [])
    console.log(`  ${isMet ? "met   " : "missed"} ${what}: ${found.toFixed(1)}, goal ${goal}`);
  const { before, after, isNoisy } = result.load;
  console.log(`\nload ${before.toFixed(2)} → ${after.toFixed(2)}${isNoisy ? ", NOISY: it was busy before" : ""}`);
  console.log(`commit ${result.commit}${result.isDirty ? " and changes" : ""}; ${path}`);
  console.log(result.misses.length === 0 ? "every gate holds\n" : `MISSED: ${result.misses.join("; ")}\n`);
  return result.misses.length === 0;
}

function git(...args: string[]): string {
  try {
    return execFileSync("git", args, { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

function printRows(rows: object, digits: number, under = ""): void {
  for (const [name, value] of Object.entries(rows)) {
    const label = under ? `${under} ${name}` : name;
    if (typeof value === "number") console.log(`  ${label.padEnd(28)} ${value.toFixed(digits)}`);
    else if ("median" in value) {
      const { median, min, max }: Spread = value;
      const range = `(${min.toFixed(digits)}–${max.toFixed(digits)})`;
      console.log(`  ${label.padEnd(28)} ${median.toFixed(digits).padStart(8)}  ${range}`);
    } else printRows(value, digits, label);
  }
}
