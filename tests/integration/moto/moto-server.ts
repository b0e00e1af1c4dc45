import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { eventually } from "../../support/process";

/** The account that moto answers for when it does not know the access key. */
export const MOTO_ACCOUNT = "123456789012";
const START_MS = 30_000;

export function hasMoto(): boolean {
  return spawnSync("sh", ["-c", "command -v moto_server"]).status === 0;
}

/** Another project's AWS on loopback, in a process of its own. It enforces no permissions and has no move tasks. */
export async function startMoto() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", `${port}`], { stdio: "ignore" });
  const killWithUs = () => server.kill("SIGKILL");
  process.once("exit", killWithUs);
  await eventually(async () => (await fetch(`${url}/moto-api/`).catch(() => undefined)) && true, START_MS);
  return {
    url,
    async stop() {
      process.removeListener("exit", killWithUs);
      const exited = once(server, "exit");
      server.kill();
      await exited;
    },
  };
}
