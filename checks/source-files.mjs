import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "rolldown/utils";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const GENERATED = new Set(["node_modules", ".next", ".git", ".data", "test-results", "generated"]);
/** Written elsewhere and kept as it came. */
const FOREIGN = new Set(["prisma/schema-engine.mjs"]);

/** Every file of the repository that a person wrote, as paths from the root. Needs no git. */
export function repositoryFiles(pattern = ["**/*", "**/.*", ".ci/*"]) {
  const entries = globSync(pattern, { cwd: root, withFileTypes: true, exclude: (entry) => GENERATED.has(entry.name) });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.endsWith(".tsbuildinfo") && path !== "next-env.d.ts")
    .sort();
}

/** Reads and parses every source file. Throws on the first one that does not parse. */
export function readSources() {
  return repositoryFiles("**/*.{ts,tsx,js,mjs,cjs}")
    .filter((path) => !FOREIGN.has(path))
    .map((path) => sourceOf(path, readFileSync(join(root, path), "utf8")));
}

/** One source file, parsed. */
export function sourceOf(path, text) {
  const parsed = parseSync(path, text);
  if (parsed.errors.length > 0) throw new Error(`${path} does not parse: ${parsed.errors[0].message}`);
  return {
    path,
    text,
    program: parsed.program,
    imports: importsOf(parsed.module, text),
    isTest: isTest(path),
    isClient: parsed.program.body[0]?.directive === "use client",
    lineAt: (offset) => text.slice(0, offset).split("\n").length,
  };
}

function isTest(path) {
  return path.startsWith("tests/") || /\.(test|spec)\.tsx?$/.test(path);
}

/** What a module names, each with `isType`: true when nothing of it is left after compiling. */
function importsOf(module, text) {
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    start: moduleRequest.start,
    isType: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries
      .filter((entry) => entry.moduleRequest)
      .map(({ moduleRequest, isType }) => ({ specifier: moduleRequest.value, start: moduleRequest.start, isType })),
  );
  const lazy = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => ({ quoted: text.slice(start, end), start }))
    .filter(({ quoted }) => /^["'][^"']+["']$/.test(quoted))
    .map(({ quoted, start }) => ({ specifier: quoted.slice(1, -1), start, isType: false }));
  return [...fixed, ...passedOn, ...lazy];
}
