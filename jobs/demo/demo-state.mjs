// What the demo leaves in .data (or where DLO_DEMO_DATA says): its own things only, each named here.
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(import.meta.url), "../../..");
export const data = resolve(root, process.env.DLO_DEMO_DATA || ".data");
export const PLACES = {
  postgres: join(data, "pg"),
  simulator: join(data, "sim"),
  simulatorState: join(data, "sim/state.json"),
  masterKey: join(data, "master-key"),
  token: join(data, "demo-token"),
  fleetAccounts: join(data, "fleet-accounts.csv"),
  logs: join(data, "demo-logs"),
  running: join(data, "demo.json"),
};

/** What was noted of the last start: its launcher, its children by name, and ports to take again. */
export function lastStart() {
  if (!existsSync(PLACES.running)) return { children: {} };
  try {
    return JSON.parse(readFileSync(PLACES.running, "utf8"));
  } catch {
    // Half-written by a machine that lost power: then no process of that start is left either.
    return { children: {} };
  }
}

export function noteStart(facts) {
  mkdirSync(data, { recursive: true });
  writeFileSync(`${PLACES.running}.new`, JSON.stringify(facts, null, 2));
  renameSync(`${PLACES.running}.new`, PLACES.running);
}

/** Whether the process still is what was noted: a number may belong to another process by now. */
export function isStill(pid, script) {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync(commandLine)) return true;
  const words = readFileSync(commandLine, "utf8");
  // Next.js renames its process; the folder it works in tells whose it is.
  return words.includes(script) || (words.startsWith("next-server") && readlinkSync(`/proc/${pid}/cwd`) === root);
}

/** Ends children that outlived a killed launcher: they stop by themselves, and by force when they do not. */
export async function endLeftBehind({ children }) {
  for (const { pid, script } of Object.values(children)) await end(pid, script, "SIGTERM");
}

/** Ends a server that a killed launcher left behind on the demo's data, if there is one. */
export async function endLeftBehindPostgres() {
  const file = join(PLACES.postgres, "postmaster.pid");
  if (existsSync(file)) await end(Number(readFileSync(file, "utf8").split("\n")[0]), PLACES.postgres, "SIGINT");
}

async function end(pid, script, signal) {
  for (let tries = 0; isStill(pid, script); tries += 1) {
    if (tries === 0) process.kill(pid, signal);
    if (tries === 200) process.kill(pid, "SIGKILL");
    await sleep(50);
  }
}

/** 32 random bytes as base64, made once. Without the key a database made with it cannot be read, so none is made then. */
export function masterKey() {
  if (existsSync(PLACES.masterKey)) return readFileSync(PLACES.masterKey, "utf8").trim();
  if (existsSync(PLACES.postgres))
    throw new Error(
      `${PLACES.masterKey} is gone, and the demo's database was made with it. Start over: npm run demo -- --reset`,
    );
  mkdirSync(data, { recursive: true });
  const key = randomBytes(32).toString("base64");
  writeFileSync(PLACES.masterKey, `${key}\n`, { mode: 0o600 });
  return key;
}

/** The password of a database role: nobody else on the machine can guess it, and nothing more has to be kept. */
export function passwordOf(role, key) {
  return createHmac("sha256", Buffer.from(key, "base64")).update(`demo database ${role}`).digest("hex");
}

export function forgetEverything() {
  for (const place of Object.values(PLACES)) rmSync(place, { recursive: true, force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure.code === "EPERM";
  }
}
