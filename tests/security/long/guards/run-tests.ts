import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const LONGEST_MS = 5 * 60_000;
/** The code could not even be read: that is no test that noticed something. */
const BROKEN = /SyntaxError|Transform failed|ReferenceError|Failed to resolve|Cannot find (module|package)|PARSE_ERROR/;

export type Outcome =
  | { readonly kind: "passed" }
  /** A test failed. */
  | { readonly kind: "failed"; readonly test: string }
  /** Nothing was tested: it could not be read, or not be set up, or took too long. */
  | { readonly kind: "broke"; readonly why: string };

interface Report {
  readonly success: boolean;
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { status: string; title: string; failureMessages: string[] | null }[];
  }[];
}

/** Runs one test file in this directory until its first failure. */
export async function runTests(dir: string, file: string): Promise<Outcome> {
  const report = join(dir, "guard-report.json");
  rmSync(report, { force: true });
  const project = projectOf(file);
  const said = await vitest(dir, [
    "--project",
    project,
    file,
    "--bail",
    "1",
    "--reporter=json",
    `--outputFile=${report}`,
  ]);
  const read = readReport(report);
  if (!read) return { kind: "broke", why: said.slice(-400) };
  const failed = read.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed");
  const [first] = failed;
  const words = first?.failureMessages?.join("\n") ?? read.testResults.map(({ message }) => message).join("\n");
  if (first && !BROKEN.test(words)) return { kind: "failed", test: first.title };
  if (read.success && read.numTotalTests > 0) return { kind: "passed" };
  return { kind: "broke", why: words.slice(0, 400) || said.slice(-400) };
}

function projectOf(file: string): string {
  if (file.startsWith("tests/security/")) return "security";
  return file.startsWith("tests/") ? "integration" : "unit";
}

function vitest(dir: string, how: readonly string[]): Promise<string> {
  return new Promise((done) => {
    const args = [resolve("node_modules/vitest/vitest.mjs"), "run", ...how];
    const child = spawn(process.execPath, args, { cwd: dir, stdio: ["ignore", "pipe", "pipe"], env: process.env });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part));
    const limit = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
    child.on("close", () => {
      clearTimeout(limit);
      done(said);
    });
  });
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch {
    // The runner died before it wrote one; what it said tells why.
    return undefined;
  }
}
