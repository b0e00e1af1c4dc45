import { parseArgs } from "node:util";
import { startSimulator } from "./start";
import { StateFileProblem } from "./state-file";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4566" },
    state: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`--port ${values.port} is not a port`);
const seed = Number(values.seed);
if (!Number.isInteger(seed)) fail(`--seed ${values.seed} is not a whole number`);

const simulator = await startSimulator({ port, seed, stateFile: values.state }).catch((error: unknown) => {
  if (error instanceof StateFileProblem) return fail(error.message);
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  return fail(isTaken ? `port ${port} is taken; choose another with --port` : String(error));
});
console.log(simulator.url);

const stop = async () => {
  await simulator.stop();
  process.exit(0);
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

function fail(message: string): never {
  console.error(`simulator: ${message}`);
  process.exit(1);
}
