import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "./source-files.mjs";

const running = new Set();
/** Nothing here takes so long; what does is stuck. */
const STEP_LIMIT_MS = 30 * 60_000;

/** Path of the script behind a command of an installed package, to be run by this very Node. */
export const installed = (path) => join(root, "node_modules", path);

/**
 * Runs one script to its end, prints a line about it, and the whole output when it failed. Each gets a process group
 * of its own, so that stopping it stops what it started.
 */
export async function runStep(name, args, env = {}) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const stuck = setTimeout(() => {
    output += `\nStopped after ${STEP_LIMIT_MS / 60_000} minutes.`;
    stop(child, "SIGKILL");
  }, STEP_LIMIT_MS);
  const [code] = await once(child, "close");
  clearTimeout(stuck);
  running.delete(child);
  return report(name, code === 0, output, Date.now() - startedAt);
}

/** The same for work inside this process that answers with problems as lines of text. */
export async function checkStep(name, check) {
  const startedAt = Date.now();
  const problems = await Promise.resolve()
    .then(check)
    .catch((failure) => [failure.stack]);
  return report(name, problems.length === 0, problems.join("\n"), Date.now() - startedAt);
}

/** Does `work`, prints a line about it, and passes a failure on. */
export async function timed(name, work) {
  const startedAt = Date.now();
  const made = await work();
  report(name, true, "", Date.now() - startedAt);
  return made;
}

function report(name, ok, output, tookMs) {
  console.log(`${ok ? "✓" : "✗"} ${name} (${(tookMs / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd());
  return { name, ok, output };
}

/** Ends every running step with its process group. */
export function stopSteps(signal = "SIGTERM") {
  for (const child of running) stop(child, signal);
}

function stop(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure;
  }
}
