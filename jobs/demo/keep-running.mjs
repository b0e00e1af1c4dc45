import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PLACES, root } from "./demo-state.mjs";

const MOST_STARTS = 5;
const WITHIN_MS = 60_000;
/** The worker drains its work for up to 20 seconds. */
const STOP_MS = 22_000;
const END_WITH_LAUNCHER = join(root, "jobs/demo/end-with-launcher.mjs");

/**
 * Runs `node …args` with its output in .data/demo-logs, and again when it ends by itself: five times a minute at most,
 * then `onGivenUp` hears its last words. `onStart` hears of each new process id.
 */
export function keepRunning({ name, args, env, onStart, onGivenUp }) {
  mkdirSync(PLACES.logs, { recursive: true, mode: 0o700 });
  const log = createWriteStream(join(PLACES.logs, `${name}.log`), { flags: "w" });
  const starts = [];
  const state = { isStopping: false, said: "", child: undefined };
  const hear = (text) => {
    state.said = (state.said + text).slice(-20_000);
    log.write(text);
  };
  const start = () => {
    starts.push(Date.now());
    state.child = launch(args, env, hear);
    state.child.once("close", ended);
    onStart(name, { pid: state.child.pid, script: args.find((arg) => /\.[mc]?[jt]s$|next$/.test(arg)) });
  };
  const ended = async (code, signal) => {
    if (state.isStopping) return;
    log.write(`\n${name} ended (${code ?? signal})\n`);
    if (starts.filter((at) => at > Date.now() - WITHIN_MS).length >= MOST_STARTS)
      return onGivenUp(`${name} ended (${code ?? signal}). Its last words:\n${state.said.slice(-3000)}`);
    await sleep(1000);
    if (!state.isStopping) start();
  };
  start();
  return { name, said: () => state.said, ...handleOf(name, state, log) };
}

function launch(args, env, hear) {
  const child = spawn(process.execPath, ["--import", END_WITH_LAUNCHER, ...args], {
    cwd: root,
    env: { ...env, DLO_DEMO_LAUNCHER: `${process.pid}` },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches the launcher alone, which then stops everything in order.
    detached: true,
  });
  child.stdin.on("error", () => undefined);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
  return child;
}

function handleOf(name, state, log) {
  return {
    /** The first match in what it prints; throws when there is none in time. */
    async printed(pattern, withinMs = 60_000) {
      for (const deadline = Date.now() + withinMs; Date.now() < deadline && !state.isStopping; await sleep(25)) {
        const match = pattern.exec(state.said);
        if (match) return match;
      }
      throw new Error(`${name} did not say what was expected within ${withinMs / 1000} s:\n${state.said.slice(-3000)}`);
    },
    async stop() {
      state.isStopping = true;
      const { child } = state;
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        const lastResort = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
        await once(child, "close");
        clearTimeout(lastResort);
      }
      log.end();
    },
  };
}
