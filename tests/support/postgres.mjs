import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../jobs/demo/postgres.mjs";

/** For tests that never pull the plug: nothing waits for the disk, and thousands of connections prove their password quickly. */
const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", scram_iterations: "1" };
/** Files in memory: hundreds of databases are made and dropped, hundreds of files each. In many containers it is too small. */
const MEMORY = { dir: "/dev/shm", leastBytes: 4 * 1024 ** 3 };

/**
 * An empty PostgreSQL server of its own on a free port, gone without trace after `discard()`. `isDurable` keeps what
 * was committed across `kill()` and `start()`; without it the server is faster. `settings` are PostgreSQL's own.
 */
export async function startTestPostgres({ isDurable = false, settings: own = {} } = {}) {
  const dir = mkdtempSync(join(isDurable ? tmpdir() : roomForFiles(), "dlo-test-postgres-"));
  const settings = { ...(isDurable ? {} : CARELESS), ...own };
  let server = await startPostgres({ dir, settings });
  const vanish = () => {
    signalQuietly(server.pid, "SIGQUIT");
    // Nothing asynchronous runs any more; this is how long the server needs to let go of its files.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  process.once("exit", vanish);
  return {
    url: server.url,
    stop: () => server.stop(),
    kill: () => server.kill(),
    /** After `stop()` or `kill()`: the same server on the same port. */
    start: async () => {
      server = await startPostgres({ dir, port: server.port, settings });
    },
    discard: async () => {
      await server.stop();
      process.removeListener("exit", vanish);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * A server that keeps what was committed across `kill()`, in a fraction of the time: what a killed process wrote is with the
 * operating system. Only a power cut asks for more.
 */
export function startKillablePostgres() {
  return startTestPostgres({ isDurable: true, settings: { fsync: "off" } });
}

function roomForFiles() {
  if (!existsSync(MEMORY.dir)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY.dir);
  return bavail * bsize >= MEMORY.leastBytes ? MEMORY.dir : tmpdir();
}

function signalQuietly(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure;
  }
}
