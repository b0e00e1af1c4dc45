import { globSync, readFileSync } from "node:fs";
import { type Guard, guardsOf } from "./guard";

const TESTS = ["integration/commands/scope", "integration/commands/what-is-told", "integration/access/scoped-people"];
const LISTS = "security/scoped-queries";
const EVENTS = "contract/events";

/** Where somebody's scope is made part of what is asked of the database. */
const conditions = guardsOf("lib/db/scope.ts", [
  [
    "a list by account is narrowed",
    "const whole = sql`${account} = ANY(${[...scope.accountIds]}::text[])`;",
    "const whole = sql`true`;",
    ...TESTS,
  ],
  [
    "what concerns accounts is narrowed",
    "return sql`${account} = ANY(${[...scope.accountIds, ...Object.values(scope.arns ?? {})]}::text[])`;",
    "return sql`true`;",
    ...TESTS,
    LISTS,
  ],
  [
    "a list by queue is narrowed",
    "return withSingle(scope, account, (arns) => sql`${queueId} IN (${queuesOf(arns)})`);",
    "return sql`true`;",
    LISTS,
  ],
  [
    "a list by class is narrowed",
    "return withSingle(scope, account, (arns) => sql`${classId} IN (${classesOf(arns)})`);",
    "return sql`true`;",
    ...TESTS,
  ],
  [
    "a list by plan is narrowed",
    `  return withSingle(
    scope,
    account,
    (
      arns,`,
    `  return withSingle(
    { kind: "all" },
    account,
    (
      arns,`,
    ...TESTS,
  ],
  [
    "single resources open no whole account",
    "return single.length === 0 ? whole : anyOf(...wholly(scope, whole), speaksOf(single));",
    "return single.length === 0 ? whole : sql`true`;",
    "integration/access/scoped-people",
  ],
]);

const elsewhere = [
  ...guardsOf("app/_http/context.ts", [
    [
      "the database itself is fenced",
      `db: actor.kind === "anonymous" ? ctx.db : fenced(ctx.db, actor.scope)`,
      "db: ctx.db",
      "security/long/door-holds",
      "security/long/who-may",
    ],
  ]),
  ...guardsOf("lib/db/fence.ts", [
    [
      "the fenced role is taken",
      "set_config('role', 'dlo_web_scoped', true), ",
      "",
      "security/long/door-holds",
      "security/long/who-may",
    ],
    [
      "the fence knows the accounts",
      `set_config('dlo.accounts', \${accounts}, true)`,
      "set_config('dlo.accounts', '', true)",
      "security/long/door-holds",
      "security/long/who-may",
    ],
  ]),
  ...guardsOf("prisma/migrations/20261121203500_fence/migration.sql", [
    [
      "the fence holds in the tables",
      "AS RESTRICTIVE FOR %s TO dlo_web_scoped USING (%s)',",
      "AS RESTRICTIVE FOR %s TO dlo_web_scoped USING (true OR %s)',",
      "integration/access/fence",
    ],
  ]),
  ...guardsOf("app/_http/event-stream.ts", [
    [
      "a page hears of its own accounts only",
      "if (event.accountId === null || inScope(scope, event.accountId)) return event;",
      "return event;",
      EVENTS,
    ],
    [
      "nobody hears of changes without the right",
      "if (!may(actor, eventStream.capability))",
      "if (false)",
      "security/long/door-holds",
      "security/long/who-may",
    ],
    ["a stream ends with its rights", "if (!may(now, eventStream.capability)) end();", "", EVENTS],
    [
      "one person cannot hold streams without end",
      "if (hub.countOf(actor.id) >= MOST_PER_ACTOR)",
      "if (false)",
      EVENTS,
    ],
  ]),
  ...guardsOf("lib/operations/system/export-audit.ts", [
    [
      "an export has what its reader may see",
      "const scope = scopeOf(ctx.actor, capability);",
      `const scope: Scope = { kind: "all" };`,
      "integration/audit/export",
    ],
    [
      "an export needs the right to read the log",
      "if (!may(ctx.actor, capability)) {",
      "if (false) {",
      "integration/audit/export",
    ],
  ]),
  ...guardsOf("lib/db/audit.ts", [
    [
      "settings of all accounts are told to who sees them all",
      `CASE WHEN e.account_id IS NULL THEN \${instead}`,
      `CASE WHEN false THEN \${instead}`,
      "security/long/door-holds",
      "security/long/who-may",
      ...TESTS,
    ],
  ]),
];

const CALL = /\b(inScopeSql|touchedSql|queueInScopeSql|classInScopeSql|planInScopeSql)\((scope|viewer\.\w+), /g;

/** Each query that takes a scope, made to forget it. */
export function scopedQueries(): Guard[] {
  return globSync("lib/db/*.ts")
    .filter((file) => file !== "lib/db/scope.ts")
    .sort()
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return [...text.matchAll(CALL)].flatMap((found, index) => {
        const [start, end] = uniqueAround(text, found.index, found[0].length);
        const find = text.slice(start, end);
        const at = found.index - start;
        const replace = `${find.slice(0, at)}${found[1]}({ kind: "all" }, ${find.slice(at + found[0].length)}`;
        return guardsOf(file, [
          [`${functionAt(text, found.index)} keeps to the scope (${index + 1})`, find, replace, LISTS, ...TESTS],
        ]);
      });
    });
}

/** Where the shortest text around this place lies that stands nowhere else. */
function uniqueAround(text: string, at: number, length: number): [start: number, end: number] {
  for (let more = 0; ; more += 20) {
    const [start, end] = [Math.max(0, at - more), at + length + more];
    if (text.split(text.slice(start, end)).length === 2) return [start, end];
  }
}

function functionAt(text: string, at: number): string {
  return [...text.slice(0, at).matchAll(/^(?:export )?(?:async )?(?:function|const) (\w+)/gm)].at(-1)?.[1] ?? "a query";
}

export const scopes = [...conditions, ...elsewhere];
