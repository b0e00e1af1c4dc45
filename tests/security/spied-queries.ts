import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "@/lib/db/connect";

const PROBE = "acc_probe";
const ARN = "arn:aws:sqs:eu-central-1:111111111111:probe";
const SCOPES: readonly Scope[] = [
  { kind: "accounts", accountIds: [PROBE] },
  { kind: "accounts", accountIds: [], arns: { [ARN]: PROBE } },
];
/** By the name of a parameter, something that any query takes. */
const ARGUMENTS: Readonly<Record<string, unknown>> = {
  id: "x",
  ids: ["x"],
  classId: "x",
  planId: "x",
  runId: "x",
  arn: "x",
  arns: [],
  queueIds: [],
  pipelineIds: [],
  alertId: "x",
  alertIds: ["x"],
  classIds: ["x"],
  about: { classIds: ["x"], queueIds: ["x"] },
  anchorArns: [],
  busArns: [],
  awsAccountIds: [],
  kinds: [],
  features: [],
  field: "type",
  prefix: "",
  limit: 10,
  hours: 24,
  from: new Date(0),
  until: new Date(0),
  isStanding: true,
  accountId: "x",
  viaAccountId: "x",
};
const FILTER = {
  limit: 10,
  kinds: null,
  view: "all",
  query: [],
  functionNames: [],
  queueNames: [],
  by: "consumer",
  place: "messages",
  arns: [],
  from: new Date(0),
  onsetAt: new Date(0),
  until: new Date(0),
};

/** Looked at by other tests: the fence itself, and the export, which asks in parts. */
const ELSEWHERE = { fenced: "access/fence", exportedEntries: "audit/export" };

type Query = (db: Sql, ...rest: unknown[]) => Promise<unknown>;

/** Every exported query that takes a scope, found in the code of `lib/db`: its name, and how to ask it with one. */
export async function scopedQueries(): Promise<Map<string, (db: Sql, scope: Scope) => Promise<unknown>>> {
  const found = new Map<string, (db: Sql, scope: Scope) => Promise<unknown>>();
  for (const file of globSync("lib/db/*.ts").sort()) {
    if (file.endsWith(".test.ts")) continue;
    const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
    for (const [name, query] of Object.entries(module)) {
      const parameters = typeof query === "function" ? parametersOf(query) : [];
      if (!/^(db|tx)$/.test(parameters[0] ?? "") || parameters[1] !== "scope" || name in ELSEWHERE) continue;
      const rest = parameters.slice(2).map((one) => (one in ARGUMENTS ? ARGUMENTS[one] : FILTER));
      found.set(name, async (db, scope) => (query as Query)(db, scope, ...rest));
    }
  }
  return found;
}

function parametersOf(query: object): string[] {
  const list = /^(?:async )?function\*? ?\w*\(([^)]*)\)/.exec(query.toString())?.[1] ?? "";
  return list
    .replaceAll(/\{[^}]*\}/g, "filter")
    .split(",")
    .map((one) => one.split("=")[0]?.trim() ?? "");
}

/** How often a query sends the accounts, and how often the single resources, of whoever asks to the database. */
export async function sentBy(ask: (db: Sql, scope: Scope) => Promise<unknown>): Promise<number[]> {
  const counts = SCOPES.map(async (scope) =>
    Math.max(await countSent(ask, scope, []), await countSent(ask, scope, [{}])),
  );
  return Promise.all(counts);
}

/** The same where each statement answers with these rows: some queries ask on only when there is one, some when there is none. */
async function countSent(
  ask: (db: Sql, scope: Scope) => Promise<unknown>,
  scope: Scope,
  found: object[],
): Promise<number> {
  let count = 0;
  const spy = async ({ values }: { values: readonly unknown[] }) => {
    count += values.filter((value) => Array.isArray(value) && value.some((one) => one === PROBE || one === ARN)).length;
    return found;
  };
  const db = { $queryRaw: spy, $executeRaw: spy } as unknown as Sql;
  // What it makes of such rows does not matter here.
  await ask(db, scope).catch(() => undefined);
  return count;
}
