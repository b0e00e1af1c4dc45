import { guardsOf } from "./guard";

const TAMPER = "integration/audit/tamper";
const RETENTION = "integration/audit/retention";
const ROTATION = "integration/keys/rotation";
const FETCH = "lib/net/guarded-fetch";
const FIRST = "prisma/migrations/20261121000000_first/migration.sql";

/** The audit log, the keys, and requests that leave us. */
export const proofs = [
  ...guardsOf("lib/db/audit-walk.ts", [
    [
      "an entry has a MAC that fits",
      "if (mac === null || mac !== entryMac(keyring, entryFrom(text)))",
      "if (false)",
      TAMPER,
    ],
    ["a seal fits its entry", "if (hash !== seal.hash) return", "if (false) return", TAMPER],
    ["no seal is missing", "if (missing === 1) return", "if (false) return", TAMPER],
    [
      "no entry is missing",
      "if (text === null) return",
      "if (text === null) return undefined; if (false) return",
      TAMPER,
    ],
    [
      "what was pruned does not come back",
      "return isLater && entryId <= pruned.lastEntryId ?",
      "return false ?",
      RETENTION,
    ],
  ]),
  ...guardsOf("lib/db/audit-verify.ts", [
    ["the end of the log is known", "if (walk.position < head.position)", "if (false)", TAMPER],
    ["entries that wait have a MAC", "if (reason) add({ position: null, entryId: id, reason });", "", TAMPER],
  ]),
  ...guardsOf(FIRST, [
    [
      "entries are only added",
      "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry\n  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
      "",
      RETENTION,
      "security/long/door-holds",
    ],
  ]),
  ...guardsOf("prisma/migrations/20261121201500_audit/migration.sql", [
    ["a legal hold keeps the log", "RAISE EXCEPTION 'a legal hold stands';", "NULL;", "security/long/content-holds"],
    ["nothing goes without a checkpoint", "RAISE EXCEPTION 'no checkpoint stands at %', up_to;", "NULL;", RETENTION],
  ]),
  ...guardsOf("lib/operations/note-denial.ts", [
    ["a refusal is in the log before the answer", "await append(ctx, denial, {});", "", "integration/audit/denials"],
  ]),
  ...guardsOf("lib/db/master-key.ts", [
    [
      "a process with another key does not start",
      "if (!keyring.held.includes(current))",
      "if (false)",
      ROTATION,
      "security/long/door-holds",
    ],
    [
      "a process that lacks a key does not start",
      "if (lacking.length === 0) return undefined;",
      "return undefined;",
      ROTATION,
    ],
  ]),
  ...guardsOf("lib/db/bodies.ts", [
    [
      "a kept body has the hash that was kept with it",
      "if (sha256Of(whole.body) !== row.bodySha256)",
      "if (false)",
      "security/long/content-holds",
    ],
  ]),
  ...guardsOf("lib/net/guarded-address.ts", [
    ["only https, and no user names", "if (refusal) throw new TargetRefused(refusal);", "", FETCH],
    [
      "no private addresses",
      `return kind === "public" || (isNamed && kind === "private");`,
      `return kind !== "forbidden";`,
      FETCH,
    ],
    [
      "no metadata, for nobody",
      `return kind === "public" || (isNamed && kind === "private");`,
      `return kind === "public" || isNamed;`,
      FETCH,
    ],
    ["all addresses of a name are looked at", "!addresses.every(isAllowed)", "!addresses.some(isAllowed)", FETCH],
  ]),
  ...guardsOf("lib/net/guarded-fetch.ts", [
    ["a name is resolved once", "lookup: answerWith(addresses),", "", FETCH],
    [
      "an answer comes in time",
      "AbortSignal.timeout(settings.timeLimitMs ?? TIME_LIMIT_MS)",
      "new AbortController().signal",
      FETCH,
    ],
  ]),
  ...guardsOf("lib/net/read-answer.ts", [["an answer has an end", "if (bytes > maxBytes) {", "if (false) {", FETCH]]),
  ...guardsOf("lib/core/net/outgoing-target.ts", [
    [
      "a host is named whole",
      "name.toLowerCase() === host || ",
      "host.endsWith(name.toLowerCase()) || ",
      "lib/core/net/outgoing-target",
    ],
  ]),
  ...guardsOf("app/_http/context.ts", [
    [
      "providers are asked through the guard",
      "askProvider(guardedFetch, provider)",
      "askProvider(fetch as never, provider)",
      "security/long/door-holds",
    ],
    [
      "sign-ins are asked through the guard",
      "createOidcClient(guardedFetch, now)",
      "createOidcClient(fetch as never, now)",
      "security/long/door-holds",
      "contract/oidc-attacks",
    ],
  ]),
];
