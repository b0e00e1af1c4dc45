// Makes what a checkout needs before it can run: the database client and the web build. Each is made again only when
// its sources changed, so the demo and the tests may ask every time.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { clientSchema } from "./client-schema.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const CLIENT = "lib/db/generated";
const SCHEMA = "prisma/schema.prisma";
const CLIENT_SCHEMA = "prisma/client.prisma";
const STAMP = ".next/built-from.sha256";
const WEB_SOURCES = [
  "{app,lib,public}/**/*.*",
  "{next,postcss}.config.*",
  "{instrumentation,instrumentation-client,proxy}.ts",
  "{package,package-lock,tsconfig}.json",
  SCHEMA,
];

/** Runs `prisma generate` when the schema or the installed packages are newer than the client. */
export async function generateClientIfStale() {
  const sources = [SCHEMA, "prisma.config.ts", "jobs/client-schema.mjs", "node_modules/.package-lock.json"];
  const made = globSync(`${CLIENT}/**/client.*`, { cwd: root }).map(changedAt);
  if (made.length > 0 && Math.min(...made) >= Math.max(...sources.map(changedAt))) return false;
  writeFileSync(join(root, CLIENT_SCHEMA), clientSchema(readFileSync(join(root, SCHEMA), "utf8")));
  await run("prisma/build/index.js", ["generate", "--schema", CLIENT_SCHEMA]);
  return true;
}

/** Runs `next build` when a source of the web app differs from those of the last build. */
export async function buildIfStale() {
  await generateClientIfStale();
  const digest = webDigest();
  if (existsSync(join(root, ".next/BUILD_ID")) && lastDigest() === digest) return false;
  rmSync(join(root, STAMP), { force: true });
  await run("next/dist/bin/next", ["build"]);
  writeFileSync(join(root, STAMP), digest);
  return true;
}

function webDigest() {
  const paths = globSync(WEB_SOURCES, {
    cwd: root,
    exclude: (path) => path.endsWith(CLIENT) || /\.test\.tsx?$/.test(path),
  });
  const hash = createHash("sha256").update(process.env.NEXT_OUTPUT ?? "");
  const files = paths.filter((path) => statSync(join(root, path)).isFile());
  for (const path of files.sort()) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function lastDigest() {
  return existsSync(join(root, STAMP)) ? readFileSync(join(root, STAMP), "utf8") : undefined;
}

function changedAt(path) {
  const place = join(root, path);
  return existsSync(place) ? statSync(place).mtimeMs : 0;
}

/** Shows what the command prints only when it fails. */
async function run(entry, args) {
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const child = spawn(process.execPath, [join(root, "node_modules", entry), ...args], { cwd: root, env });
  const stop = () => child.kill();
  process.once("exit", stop);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const [code] = await once(child, "close");
  process.removeListener("exit", stop);
  if (code !== 0) throw new Error(`${entry} ${args.join(" ")} failed:\n${output}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = Date.now();
  try {
    const built = await buildIfStale();
    console.log(built ? `Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s` : "The build is up to date");
  } catch (failure) {
    console.error(failure.message);
    process.exitCode = 1;
  }
}
