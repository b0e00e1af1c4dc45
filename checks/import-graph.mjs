import { dirname, join } from "node:path";

const SUFFIXES = ["", ".ts", ".tsx", ".mjs", ".js", "/index.ts", "/index.tsx"];

/**
 * Who names whom: for each source, its imports with `target` (a path in the repository) or `pkg` (a package name,
 * `node:…` for what Node brings along).
 */
export function importGraph(sources) {
  const paths = new Set(sources.map((source) => source.path));
  return new Map(
    sources.map((source) => [
      source.path,
      source.imports.map((named) => ({ ...named, ...resolveImport(source.path, named.specifier, paths) })),
    ]),
  );
}

function resolveImport(from, specifier, paths) {
  const place = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? join(dirname(from), specifier)
      : undefined;
  if (place === undefined) return { pkg: packageOf(specifier) };
  return { target: SUFFIXES.map((suffix) => place + suffix).find((path) => paths.has(path)) ?? place };
}

function packageOf(specifier) {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Everything that ends up in the browser: the "use client" files and whatever their values reach. */
export function reachedFromClient(sources, graph) {
  const reached = new Set();
  const queue = sources.filter((source) => source.isClient).map((source) => source.path);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { target, isType } of graph.get(path) ?? []) if (target && !isType) queue.push(target);
  }
  return reached;
}

/** Circles of value imports, one path list each; types vanish when compiled and may look at each other. */
export function findCycles(graph) {
  const cycles = [];
  const state = new Map();
  const trail = [];
  const visit = (path) => {
    state.set(path, "open");
    trail.push(path);
    for (const { target, isType } of graph.get(path) ?? []) {
      if (isType || !graph.has(target)) continue;
      if (state.get(target) === "open") cycles.push([...trail.slice(trail.indexOf(target)), target]);
      else if (!state.has(target)) visit(target);
    }
    trail.pop();
    state.set(path, "done");
  };
  for (const path of graph.keys()) if (!state.has(path)) visit(path);
  return cycles;
}
