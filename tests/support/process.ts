import { spawn } from "node:child_process";
import { once } from "node:events";

export interface RunningProcess {
  readonly pid: number;
  /** All it printed so far. */
  output(): string;
  /** Waits until its output matches; throws when it ends first or takes too long. */
  printed(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Ends it as an operator would, and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, and waits. */
  kill(): Promise<void>;
}

const STOP_MS = 20_000;

/** Runs one of our TypeScript entry points, or a script of a package, in a process of its own. */
export function startProcess(args: readonly string[], env: Readonly<Record<string, string>>): RunningProcess {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  if (child.pid === undefined) throw new Error(`Cannot start node ${args.join(" ")}`);
  let said = "";
  const exited = once(child, "close");
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  exited.finally(() => process.removeListener("exit", killWithUs)).catch(() => undefined);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));

  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const lastResort = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await exited;
    clearTimeout(lastResort);
  };
  return {
    pid: child.pid,
    output: () => said,
    printed: (pattern, withinMs = 45_000) =>
      eventually(() => {
        const match = pattern.exec(said);
        if (!match && child.exitCode !== null)
          throw new Error(`node ${args.join(" ")} ended (${child.exitCode}):\n${said}`);
        return match ?? undefined;
      }, withinMs).catch((failure) => {
        throw new Error(`${failure.message}; node ${args.join(" ")} printed:\n${said}`);
      }),
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

/** The first answer of `look` that is not undefined. Looks every 50 ms; what it throws ends the wait. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>, withinMs = 30_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Nothing after ${withinMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
