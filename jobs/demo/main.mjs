// `npm run demo`: the whole product on this machine, on a simulated AWS with a small living story.
import { join, relative } from "node:path";
import { buildIfStale, generateClientIfStale } from "../build.mjs";
import { prepareDatabase, startDemoPostgres } from "./demo-database.mjs";
import { demoProcesses } from "./demo-processes.mjs";
import {
  data,
  endLeftBehind,
  endLeftBehindPostgres,
  forgetEverything,
  isStill,
  lastStart,
  masterKey,
  noteStart,
  PLACES,
} from "./demo-state.mjs";
import { freePort } from "./free-port.mjs";
import { commandIncident } from "./incident-command.mjs";
import { readOptions, USAGE } from "./read-options.mjs";
import { refusalOf, withoutAws } from "./refuse-endpoints.mjs";

const WEB_PORT = 3000;
const STORY_PORT = 9467;
const LETTERBOX_PORT = 9468;
const startedAt = Date.now();
const running = { launcher: process.pid, children: {} };
const processes = demoProcesses(running, (lastWords) => {
  console.error(`\n${lastWords}`);
  stopAll(1);
});
let stopping;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stopAll(0));

try {
  const options = readOptions(process.argv.slice(2));
  if (options.isHelp) console.log(USAGE);
  else if (options.incident !== undefined) process.exitCode = await commandIncident(options.incident);
  else await run(options);
} catch (failure) {
  if (!stopping) console.error(`\n${failure.message}`);
  await stopAll(1);
}

async function run(options) {
  const refusal = refusalOf(process.env) ?? runsAlready();
  if (refusal) throw new Error(refusal);
  const last = lastStart();
  await endLeftBehind(last);
  if (options.isReset) await reset();
  running.simulatorPort = last.simulatorPort;
  running.storyPort = await freePort(STORY_PORT);
  running.letterboxPort = await freePort(LETTERBOX_PORT);
  noteStart(running);

  const env = withoutAws(process.env);
  const key = masterKey();
  const webPort = await freePort(WEB_PORT);
  const url = `http://127.0.0.1:${webPort}`;
  if (webPort !== WEB_PORT) console.log(`  port ${WEB_PORT} is taken; the web app takes ${webPort}`);
  await step("database client", generateClientIfStale);
  const building = step("web build", buildIfStale);
  // Told apart below; without this a failing build would end the process before the rest is stopped.
  building.catch(() => undefined);
  const simulatorUrl = await step("simulated AWS", () => processes.simulator(env));
  const story = processes.story({ ...env, ...storySettings(url, simulatorUrl, options) });
  const database = await step("PostgreSQL and its tables", () => startDatabase(key, env));
  const shared = { ...env, ...settings(key, url, simulatorUrl) };
  await step("worker", () => processes.worker({ ...shared, DATABASE_URL: database.workerUrl }));
  await building;
  await step("web", () => processes.web({ ...shared, DATABASE_URL: database.webUrl }, url));
  const title = options.isUnconnected ? "an AWS that nobody looks at yet" : "a shop with failures";
  await step(title, () => story.printed(/^ready$/m, 120_000));
  running.url = url;
  noteStart(running);
  sayWhereItIs(url, options);
}

async function startDatabase(key, env) {
  const server = await startDemoPostgres(key);
  processes.add("PostgreSQL", () => server.stop());
  return prepareDatabase(server, key, env);
}

/** Everything that lib/env.ts reads is said here, so that no .env file of a checkout decides anything. */
function settings(key, url, simulatorUrl) {
  return {
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: key,
    DLO_BASE_URL: url,
    DLO_MODE: "demo",
    DLO_ALLOW_PURGE: "no",
    DLO_LOG_LEVEL: "info",
    DLO_AWS_ENDPOINT: simulatorUrl,
    DLO_ALLOWED_PRIVATE_HOSTS: "",
    DLO_TRUSTED_PROXIES: "0",
    DLO_OBSERVATION_SECONDS: "180",
    DLO_UNDO_SECONDS: "5",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

function storySettings(url, simulatorUrl, { isQuiet, isFleet, isUnconnected }) {
  return {
    DLO_STORY_API_URL: url,
    DLO_STORY_SIMULATOR_URL: simulatorUrl,
    DLO_STORY_TOKEN_FILE: PLACES.token,
    DLO_STORY_WEB_LOG: join(PLACES.logs, "web.log"),
    DLO_STORY_IS_QUIET: isQuiet ? "yes" : "no",
    DLO_STORY_IS_FLEET: isFleet ? "yes" : "no",
    DLO_STORY_IS_UNCONNECTED: isUnconnected ? "yes" : "no",
    DLO_STORY_ACCOUNTS_FILE: PLACES.fleetAccounts,
    DLO_STORY_PORT: `${running.storyPort}`,
    DLO_STORY_LETTERBOX_PORT: `${running.letterboxPort}`,
  };
}

function runsAlready() {
  const { launcher, url } = lastStart();
  if (launcher === process.pid || !isStill(launcher, "jobs/demo/main.mjs")) return undefined;
  return `The demo runs already${url ? ` at ${url}` : ""} (process ${launcher}). Stop it there with Ctrl-C first.`;
}

async function reset() {
  await endLeftBehindPostgres();
  forgetEverything();
  console.log("  deleted the demo's database, simulated AWS, key and token");
}

async function step(name, work) {
  const since = Date.now();
  const result = await work();
  if (!stopping) console.log(`✓ ${name}  ${seconds(since)}`);
  return result;
}

function sayWhereItIs(url, { isUnconnected }) {
  const firstDay = `
  Nothing is connected. Enter as admin and go to ${url}/start; the roles are in place in all accounts but two.
  The accounts, to paste as a list: ${relative(process.cwd(), PLACES.fleetAccounts)}
  Or connect dead-letters-prd (500000000025) alone: it may list the organisation.`;
  console.log(`
Dead Letter Office  ${url}  (after ${seconds(startedAt)})
  Enter as viewer, operator, approver, admin or team member. AWS is simulated on this machine; nothing here reaches the real one.${isUnconnected ? firstDay : ""}
  By curl, as the demo's operator:
    curl -H "Authorization: Bearer $(cat ${relative(process.cwd(), PLACES.token)})" ${url}/api/v1/failure-classes
  Who is told of what: curl http://127.0.0.1:${running.letterboxPort}/letters
  Let something go wrong, from another terminal: npm run demo -- incident
  Ctrl-C stops everything and keeps it in ${relative(process.cwd(), data)}; \`npm run demo -- --reset\` starts over.
`);
}

function stopAll(code) {
  stopping ??= stopInOrder(code);
  return stopping;
}

async function stopInOrder(code) {
  if (Object.keys(running.children).length > 0) console.log("\nStopping");
  await processes.stop((name) => console.log(`  ${name} stopped`)).catch((failure) => console.error(failure.message));
  process.exit(code);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
