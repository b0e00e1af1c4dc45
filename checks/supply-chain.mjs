import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./source-files.mjs";

const ASKING_LIMIT_MS = 120_000;

/** What npm said when it never got to an answer, as opposed to an answer that we do not like. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E4\d\d|E5\d\d|40[0-9]|50[0-9]|ENOAUDIT|ERR_SOCKET_TIMEOUT)\b|took too long/;

/**
 * The lock file pins everything, needs nobody's word. Problems as lines of text: a version that may move, a package from
 * elsewhere than a registry, one without a hash (only other systems' builds may lack it), an install script that is not
 * switched off by name.
 */
export function lockProblems(manifest, lock) {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return [
    ...Object.entries(wanted)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.+-]+)?$/.test(version))
      .map(([name, version]) => `package.json lets ${name} move: ${version}`),
    ...packages
      .filter(([, { resolved }]) => resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved))
      .map(([path, { resolved }]) => `${path} comes from ${resolved}`),
    ...packages
      .filter(([, one]) => !/^sha512-/.test(one.integrity ?? "") && !isForAnotherSystem(one))
      .map(([path]) => `${path} has no hash in package-lock.json`),
    ...packages
      .filter(([path, one]) => one.hasInstallScript && manifest.allowScripts?.[nameOf(path)] !== false)
      .map(([path]) => `${path} has an install script that package.json does not switch off`),
  ];
}

/** High and critical advisories in what `npm audit --json` answered, as lines of text. */
export function highAdvisories({ vulnerabilities = {} }) {
  return Object.values(vulnerabilities)
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .map(({ name, severity, range, via }) => `${name} ${range}: ${severity}: ${titlesOf(via)}`);
}

/** `npm audit --omit=dev`: `ok`, `found` with lines, or `unreachable` with npm's reason. */
export async function auditAdvisories(run = npm) {
  const { code, out, said } = await run(["audit", "--omit=dev", "--json"]);
  const answer = parsed(out);
  if (answer?.vulnerabilities === undefined) return unreachable(answer?.message ?? said, code);
  const found = highAdvisories(answer);
  return found.length > 0 ? { state: "found", lines: found } : { state: "ok", lines: [] };
}

/** `npm audit signatures`: whether the registry's signatures fit what is installed. */
export async function auditSignatures(run = npm) {
  const { code, out, said } = await run(["audit", "signatures"]);
  if (code === 0) return { state: "ok", lines: lastLines(out) };
  return UNREACHABLE.test(said) ? unreachable(said, code) : { state: "found", lines: lastLines(out + said) };
}

/** `name@version` of all that production may install, other systems' builds included. */
export function productionPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== "" && !dev)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`);
}

export function readManifests() {
  return ["package.json", "package-lock.json"].map((file) => JSON.parse(readFileSync(join(root, file), "utf8")));
}

/** Runs npm to its end; never throws. */
function npm(args) {
  return new Promise((resolve) => {
    const options = { cwd: root, timeout: ASKING_LIMIT_MS, maxBuffer: 64 * 1024 * 1024 };
    execFile("npm", [...args, "--fetch-retries=0", "--fetch-timeout=20000"], options, (error, out, said) =>
      resolve({ code: error ? (error.code ?? 1) : 0, out, said: error?.killed ? `${said}\nnpm took too long` : said }),
    );
  });
}

function unreachable(said, code) {
  const lines = lastLines(said).filter((line) => !line.includes("npm warn"));
  return { state: "unreachable", lines: lines.length > 0 ? lines : [`npm ended with ${code} and said nothing`] };
}

function titlesOf(via) {
  return via.map((one) => (typeof one === "string" ? `by ${one}` : `${one.title} ${one.url}`)).join("; ");
}

function isForAnotherSystem({ optional, os, cpu }) {
  return optional === true && (os !== undefined || cpu !== undefined);
}

function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

function lastLines(text) {
  return text.trim().split("\n").slice(-8);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // npm printed something else than the JSON it was asked for: its own words tell why.
    return undefined;
  }
}
