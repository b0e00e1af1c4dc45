import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../jobs/demo/postgres.mjs";

/** For tests that never pull the plug: nothing waits for the disk. */
const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * An empty PostgreSQL server of its own on a free port, gone without trace after `discard()`. `isDurable` keeps what
 * was committed across `kill()` and `start()`; without it the server is faster.
 */
export async function startTestPostgres({ isDurable = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "dlo-test-postgres-"));
  const settings = isDurable ? {} : CARELESS;
  let server = await startPostgres({ dir, settings });
  const killWithUs = () => signalQuietly(server.pid, "SIGQUIT");
  process.once("exit", killWithUs);
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
      process.removeListener("exit", killWithUs);
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
