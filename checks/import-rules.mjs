import { findCycles, importGraph, reachedFromClient } from "./import-graph.mjs";

const FRAMEWORKS = ["next", "react", "react-dom", "@tanstack/react-query", "radix-ui", "recharts"];
const DATABASE = ["@prisma/client", "@prisma/adapter-pg", "pg", "pg-boss"];
const AWS = ["@aws-sdk/*", "@smithy/*"];

/**
 * Who may import whom, one row per folder; the first row that matches a file decides. `folders` and `packages` are all
 * that may be named besides the file's own row; `types` may be named as types only. A row without `packages` is free
 * to use any that `neverPackages` does not list.
 */
const ROWS = [
  { name: "core", files: /^lib\/core\//, folders: ["lib/core/"], packages: ["zod"] },
  {
    name: "the contract writer",
    files: /^lib\/contract\/write-openapi\.ts$/,
    folders: ["lib/core/", "lib/contract/"],
    packages: ["node:*"],
  },
  {
    name: "contract",
    files: /^lib\/contract\//,
    folders: ["lib/core/", "lib/contract/"],
    packages: ["zod"],
  },
  { name: "db", files: /^lib\/db\//, folders: ["lib/core/", "lib/db/"], neverPackages: [...FRAMEWORKS, ...AWS] },
  {
    name: "aws",
    files: /^lib\/aws\//,
    folders: ["lib/core/", "lib/aws/"],
    neverPackages: [...FRAMEWORKS, ...DATABASE],
  },
  {
    name: "operations",
    files: /^lib\/operations\//,
    folders: ["lib/core/", "lib/contract/", "lib/db/", "lib/operations/"],
    types: ["lib/aws/", "lib/net/", "lib/channels/", "lib/log.ts"],
    neverPackages: [...FRAMEWORKS, ...DATABASE, ...AWS, "hono"],
  },
  { name: "net", files: /^lib\/net\//, folders: ["lib/core/", "lib/net/"], packages: ["node:*"] },
  {
    name: "channels",
    files: /^lib\/channels\//,
    folders: ["lib/core/", "lib/channels/"],
    types: ["lib/net/"],
    packages: ["node:*", "zod", "nodemailer"],
  },
  {
    name: "env and log",
    files: /^lib\/(env|log)\.ts$/,
    folders: ["lib/core/", "lib/env.ts", "lib/log.ts"],
    neverPackages: [...FRAMEWORKS, ...DATABASE, ...AWS],
  },
  {
    name: "the web's composition root",
    files: /^app\/_http\/context\.ts$/,
    folders: [
      "lib/core/",
      "lib/contract/",
      "lib/operations/",
      "lib/db/",
      "lib/net/",
      "lib/env.ts",
      "lib/log.ts",
      "app/",
    ],
    neverPackages: AWS,
  },
  {
    name: "app on the server",
    files: /^(app\/|instrumentation\.ts$|proxy\.ts$)/,
    folders: ["lib/core/", "lib/contract/", "lib/operations/", "app/"],
    types: ["lib/net/"],
    neverPackages: [...DATABASE, ...AWS],
  },
  {
    name: "the worker's and the local admin's composition roots",
    files: /^jobs\/(context|admin-context|master-keys)\.ts$/,
    folders: ["lib/", "jobs/"],
    neverPackages: FRAMEWORKS,
  },
  {
    name: "the migration door",
    files: /^jobs\/migrate\.ts$/,
    folders: ["lib/core/", "lib/db/", "lib/env.ts", "lib/log.ts", "jobs/"],
    neverPackages: AWS,
  },
  {
    name: "the web's starter",
    files: /^jobs\/(web|guarded|http-guard)\.mjs$/,
    folders: ["jobs/http-guard.mjs", "next.config.js"],
    packages: ["node:*", "next"],
  },
  {
    name: "demo",
    files: /^jobs\/demo\//,
    folders: ["jobs/", "lib/core/", "lib/contract/", "simulator/"],
    neverPackages: FRAMEWORKS,
  },
  {
    name: "jobs",
    files: /^jobs\//,
    folders: ["lib/core/", "lib/contract/", "lib/operations/", "lib/env.ts", "lib/log.ts", "jobs/"],
    neverPackages: [...FRAMEWORKS, ...AWS, "@prisma/client", "@prisma/adapter-pg", "pg"],
  },
  { name: "simulator", files: /^simulator\//, folders: ["simulator/"], packages: ["node:*", "cborg"], types: AWS },
];

const CLIENT = {
  name: "app in the browser",
  folders: ["lib/core/", "lib/contract/", "app/"],
  neverFolders: ["app/_http/"],
  neverPackages: [...DATABASE, ...AWS, "node:*", "pino", "hono"],
};

/** Problems as lines of text: imports against the table, circles, and files that only pass others on. */
export function checkImports(sources) {
  const graph = importGraph(sources);
  const inBrowser = reachedFromClient(sources, graph);
  return [
    ...sources
      .filter((source) => !source.isTest)
      .flatMap((source) => checkSource(source, graph.get(source.path), inBrowser)),
    ...findCycles(graph).map((cycle) => `a circle of imports: ${cycle.join(" → ")}`),
    ...sources
      .filter(isBarrel)
      .map(({ path }) => `${path} only passes on what other files export: import them directly`),
  ];
}

function checkSource(source, named, inBrowser) {
  const folderRow = ROWS.find((row) => row.files.test(source.path));
  const row = inBrowser.has(source.path) && source.path.startsWith("app/") ? CLIENT : folderRow;
  if (!row) return [];
  return named
    .filter((one) => !isAllowed(row, one))
    .map(({ specifier, start }) => `${source.path}:${source.lineAt(start)} ${row.name} may not import ${specifier}`);
}

function isAllowed(row, { target, pkg, isType }) {
  if (isType && row.types?.some((type) => matches(type, target ?? pkg))) return true;
  if (pkg)
    return row.packages
      ? row.packages.some((one) => matches(one, pkg))
      : !row.neverPackages.some((one) => matches(one, pkg));
  if (target.startsWith("lib/db/generated") && row.name !== "db") return false;
  if (row.neverFolders?.some((folder) => target.startsWith(folder))) return false;
  // A stylesheet or a JSON file holds no code, so any row may name it.
  return row.folders.some((folder) => target.startsWith(folder)) || /\.(css|json)$/.test(target);
}

function matches(pattern, name) {
  return pattern.endsWith("*") || pattern.endsWith("/") ? name.startsWith(pattern.replace("*", "")) : name === pattern;
}

function isBarrel({ program, isTest }) {
  const { body } = program;
  return (
    !isTest && body.length > 0 && body.every((node) => /^Export(All|Named)Declaration$/.test(node.type) && node.source)
  );
}
