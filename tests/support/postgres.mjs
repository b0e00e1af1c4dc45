import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../jobs/demo/postgres.mjs";

/** For tests that never pull the plug: nothing waits for the disk. */
const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * An empty PostgreSQL server of its own on a free port, gone without trace after `discard()`. `isDurable` keeps what
 * was committed across `kill()` and `start()`; without it the server is faster. `settings` are PostgreSQL's own.
 */
export async function startTestPostgres({ isDurable = false, settings: own = {} } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "dlo-test-postgres-"));
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

function signalQuietly(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure;
  }
}
