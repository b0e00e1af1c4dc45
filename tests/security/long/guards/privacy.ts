import { guardsOf } from "./guard";

const MASKING = "integration/privacy/masking";
const ERASURE = "integration/privacy/erasure";
const TOLD = "integration/commands/what-is-told";
const GUARDS = "security/long/content-holds";

/** What is in messages, and who sees it. */
export const privacy = [
  ...guardsOf("lib/operations/failures/get-message-body.ts", [
    [
      "a body is shown masked",
      "showBody(whole, place.errorText, sight.masking.toShow())",
      "showBody(whole, place.errorText)",
      MASKING,
    ],
    [
      "what is kept masked is masked by today's rules too",
      "showBody({ body: preview, attributes, system: {} }, errorText, masking.toShow())",
      "showBody({ body: preview, attributes, system: {} }, errorText)",
      MASKING,
      GUARDS,
    ],
    ["who reads a body is written down", `action: "body.read",`, `action: "view.saved",`, MASKING, GUARDS],
  ]),
  ...guardsOf("lib/operations/failures/show-body.ts", [
    [
      "attributes are masked",
      "masker ? maskAttributes(whole.attributes, masker) : { ...whole.attributes }",
      "{ ...whole.attributes }",
      GUARDS,
    ],
    [
      "error texts are masked",
      "errorText === null ? null : mask(withoutQuotes(errorText, quotes))",
      "errorText",
      MASKING,
    ],
  ]),
  ...guardsOf("lib/operations/privacy/sight.ts", [
    [
      "a token sees by a reveal only with the right",
      "const found = mayReveal ? await",
      "const found = true ? await",
      MASKING,
    ],
    [
      "a right on a message is asked for where it is held",
      "(await getMessage(db, scopeOf(actor, capability), id)) !== undefined",
      "true",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/db/reveals.ts", [
    [
      "a reveal ends at its time",
      "AND r.ended_at IS NULL AND r.until > dlo_now() ORDER",
      "AND r.ended_at IS NULL ORDER",
      MASKING,
    ],
    [
      "a reveal that was ended is over",
      "AND r.ended_at IS NULL AND r.until > dlo_now() ORDER",
      "AND r.until > dlo_now() ORDER",
      MASKING,
    ],
    [
      "a reveal is of one person",
      `WHERE r.message_row_id = \${messageRowId} AND r.actor_id = \${actorId}\n`,
      `WHERE r.message_row_id = \${messageRowId}\n`,
      GUARDS,
    ],
    [
      "a reveal is of one message",
      `WHERE r.message_row_id = \${messageRowId} AND r.actor_id = \${actorId}\n`,
      `WHERE r.actor_id = \${actorId}\n`,
      MASKING,
    ],
  ]),
  ...guardsOf("lib/operations/collecting/understand.ts", [
    [
      "what is kept to be searched is masked",
      "maskMessage({ ...known, attributes: message.attributes }, masker, inflate)",
      "maskMessage({ ...known, attributes: message.attributes }, { ...masker, text: (text) => text, attribute: (_, value) => value, json: (value) => value }, inflate)",
      MASKING,
    ],
    [
      "words of a class are masked",
      "(text) => masking.forWords.text(covered.unquoted(text))",
      "(text) => text",
      MASKING,
    ],
  ]),
  ...guardsOf("lib/operations/evidence/look-beside.ts", [
    [
      "findings beside messages are masked",
      "maskedFinding(judged, (text) => masking.forWords.text(text))",
      "judged",
      "security/canaries",
    ],
    [
      "log lines are masked",
      "judged, (text) => masking.forKeeping.text(text))",
      "judged, (text) => text)",
      MASKING,
      "security/canaries",
    ],
  ]),
  ...guardsOf("lib/operations/privacy/mask-kept.ts", [
    [
      "what an execution says is masked",
      "text === null ? null : forKeeping.text(text).slice",
      "text === null ? null : text.slice",
      MASKING,
      "security/canaries",
    ],
  ]),
  ...guardsOf("lib/operations/failures/read-filter.ts", [
    [
      "who may not read bodies finds nothing in them",
      `if (looksIntoMessages(query) && !may(actor, "bodies.read"))`,
      "if (false)",
      TOLD,
    ],
    [
      "a filter looks into bodies where they may be read",
      `looksIntoMessages(query) ? intersectionOf(actor.scope, scopeOf(actor, "bodies.read")) : actor.scope`,
      "actor.scope",
      GUARDS,
      TOLD,
    ],
  ]),
  ...guardsOf("lib/operations/privacy/read-search.ts", [
    [
      "no search tells what is masked only where it is shown",
      "if (!looksIntoMessages(query) || !masking.rules.some(isOnlyForDisplay)) return { query: spelt, scope };",
      "return { query: spelt, scope };",
      MASKING,
    ],
  ]),
  ...guardsOf("lib/operations/search/list-filter-suggestions.ts", [
    [
      "values of bodies are suggested where bodies may be read",
      `sampleProjections(tx, scopeOf(ctx.actor, "bodies.read"), input`,
      "sampleProjections(tx, ctx.actor.scope, input",
      GUARDS,
    ],
    [
      "values are suggested masked",
      "samples.map((sample) => forKeeping.json(sample) as (typeof samples)[number])",
      "samples",
      MASKING,
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/privacy/preview-masking.ts", [
    [
      "rules are tried on messages by who reads bodies",
      `if (!may(ctx.actor, "bodies.read"))`,
      "if (false)",
      MASKING,
      GUARDS,
    ],
    [
      "rules tried on a message tell no more than may be seen",
      "const looked = mayReveal ? whole.body",
      "const looked = true ? whole.body",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/evidence/show-evidence.ts", [
    [
      "log lines are told to who reads bodies",
      `mayOn(ctx.actor, "bodies.read", found.accountId, found.anchorArn) && keepsText`,
      "keepsText",
      TOLD,
    ],
  ]),
  ...guardsOf("lib/operations/unrecorded/list-failed-executions.ts", [
    [
      "what an execution says is told to who reads bodies",
      `const mayRead = mayOn(ctx.actor, "bodies.read", accountId);`,
      "const mayRead = true;",
      TOLD,
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/incidents/list-incidents.ts", [
    ["hosts are told to who reads error texts", `mayOn(ctx.actor, "bodies.read", accountId)`, "true", TOLD],
  ]),
  ...guardsOf("lib/db/erasure-batch.ts", [
    [
      "a legal hold keeps a message",
      `SELECT f.id, \${HOLD_ON_MESSAGE} AS hold_id,`,
      "SELECT f.id, NULL AS hold_id,",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/db/holds.ts", [
    [
      "a hold on an account holds",
      "((h.scope_kind = 'account' AND h.scope_id = f.account_id) OR (h.scope_kind = 'queue' AND h.scope_id = f.queue_id)",
      "((h.scope_kind = 'queue' AND h.scope_id = f.queue_id)",
      ERASURE,
      GUARDS,
    ],
    [
      "a hold on a class holds its messages",
      "OR (h.scope_kind = 'message' AND h.scope_id = f.id) OR ${ofClass(sql`f.class_id`)}",
      "OR (h.scope_kind = 'message' AND h.scope_id = f.id)",
      ERASURE,
      GUARDS,
    ],
  ]),
];
