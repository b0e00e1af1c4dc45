import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** Runs aws-cli with arguments and gives what it printed; throws with its stderr when it ends with an error. */
export interface AwsCli {
  run(args: readonly string[]): Promise<string>;
  stop(): Promise<unknown>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** One Python for all calls where it can import aws-cli, else the program `aws` for each. */
export function startAwsCli(env: Environment): AwsCli {
  const canImport = spawnSync("python3", ["-c", "import awscli.clidriver"]).status === 0;
  return canImport ? inOnePython(env) : eachAlone(env);
}

function eachAlone(env: Environment): AwsCli {
  const start = promisify(execFile);
  const run = async (args: readonly string[]) =>
    (await start("aws", [...args], { env: env as NodeJS.ProcessEnv })).stdout;
  return { run, stop: async () => undefined };
}

function inOnePython(env: Environment): AwsCli {
  const python = spawn("python3", ["tests/aws/aws-cli.py"], {
    env: env as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: { readonly answer: (line: string) => void; readonly fail: (error: Error) => void }[] = [];
  createInterface({ input: python.stdout }).on("line", (line) => waiting.shift()?.answer(line));
  const ended = once(python, "close").then(() => {
    for (const { fail } of waiting.splice(0)) fail(new Error("aws-cli's Python ended"));
  });
  const run = async (args: readonly string[]) => {
    const line = await new Promise<string>((answer, fail) => {
      waiting.push({ answer, fail });
      python.stdin.write(`${JSON.stringify(args)}\n`);
    });
    const [code, out, err] = JSON.parse(line) as [number, string, string];
    if (code !== 0) throw new Error(`aws ${args.join(" ")} ended with ${code}: ${err}`);
    return out;
  };
  const stop = () => {
    python.stdin.end();
    return ended;
  };
  return { run, stop };
}
