import { guardsOf } from "./guard";

const MATRIX = "security/matrix";
const GUARDS = "security/long/who-may";
const SCOPE = "integration/commands/scope";
const PEOPLE = "integration/access/scoped-people";
const OIDC = "contract/oidc";
const SESSIONS = "contract/sessions";

/** Who may do what, and where. */
export const rights = [
  ...guardsOf("lib/operations/operation.ts", [
    ["nobody asks for nothing", `if (actor.kind === "anonymous") throw new Unauthenticated();`, "", GUARDS],
    [
      "an operation needs its capability",
      `if (capability !== "signed-in" && !holds(actor, capability))`,
      "if (false)",
      "contract/sweep",
    ],
    [
      "what is for the whole installation needs all of it",
      "(contract[id].isForAll || isInstallationWide(held))",
      "isInstallationWide(held)",
      SCOPE,
    ],
    [
      "managing people needs all of it",
      "(contract[id].isForAll || isInstallationWide(held))",
      "contract[id].isForAll",
      MATRIX,
    ],
    ["inside an operation the scope is that of its capability", "actor: { ...actor, scope } };", "actor };", PEOPLE],
    ["a foreign object is not there", "if (await isWithin(object, ctx.actor.scope)) return;", "return;", SCOPE],
    [
      "a key with another body is refused",
      `if (kept.kind === "other-body")`,
      "if (false)",
      "integration/commands/four-cases",
    ],
    [
      "the same key gives the same answer",
      `if (kept.kind === "same") return kept.response as OutputOf<K>;`,
      "",
      "integration/commands/four-cases",
    ],
    [
      "a wrong input is refused",
      "if (!read.success) throw invalidFrom(read.error);",
      "if (!read.success) return { ctx, input: raw as ParsedInput<K> };",
      "contract/sweep",
    ],
    [
      "a refusal is written down",
      `await noteDenial(ctx, { operation: id, capability, objectKind: "operation", objectId: id, asked: idIn(raw), why });`,
      "",
      "contract/sweep",
    ],
  ]),
  ...guardsOf("lib/core/actor.ts", [
    [
      "what means the whole installation nobody may in a part of it",
      `holds(actor, capability) && (!isInstallationWide(capability) || scopeOf(actor, capability).kind === "all")`,
      "holds(actor, capability)",
      GUARDS,
    ],
    [
      "a right is asked for where it is held",
      "may(actor, capability) && inScope(scopeOf(actor, capability), accountId, ...arns)",
      "may(actor, capability)",
      GUARDS,
      PEOPLE,
    ],
  ]),
  ...guardsOf("lib/core/access/grant.ts", [
    [
      "a token has only what it was made for",
      "grant.capabilities.filter((capability) => to.capabilities.includes(capability))",
      "grant.capabilities",
      "lib/core/access/grant",
    ],
    [
      "a token reaches only where it was made for",
      "const scope = intersectionOf(grant.scope, to.scope);",
      "const { scope } = grant;",
      "lib/core/access/grant",
    ],
  ]),
  ...guardsOf("lib/operations/access/actor-of.ts", [
    [
      "a token may at most what its owner may",
      "restrict(await liveGrants(db, token.ownerId), { capabilities: token.capabilities, scope })",
      "[{ capabilities: token.capabilities, scope }]",
      "contract/who-asks",
    ],
  ]),
  ...guardsOf("lib/db/grants.ts", [
    ["a grant ends at its time", "(g.expires_at IS NULL OR g.expires_at > dlo_now())", "true", PEOPLE],
    [
      "a grant that was taken back gives nothing",
      "sql`g.revoked_at IS NULL AND (g.expires",
      "sql`(g.expires",
      GUARDS,
      PEOPLE,
    ],
    [
      "rights by groups end a day after the last sign-in",
      "AND i.last_signed_in_at > dlo_now() - interval '24 hours'",
      "",
      GUARDS,
    ],
    [
      "somebody removed has no rights",
      `EXISTS (SELECT 1 FROM app_user u WHERE u.id = \${userId} AND u.disabled_at IS NULL) AND (`,
      "(",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/access/refuse-more-than-own.ts", [
    ["nobody gives more than they have", "if (first === undefined) return;", "return;", PEOPLE],
    ["nobody gives beyond where they have it", "|| !covers(own, scope)", "", GUARDS],
  ]),
  ...guardsOf("lib/operations/sign-in/refuse-lesser.ts", [
    [
      "only who may do everything changes how people sign in",
      "refuseMoreThanOwn(actor, Object.keys(CAPABILITIES) as Capability[], EVERYTHING);",
      "",
      OIDC,
    ],
    ["nobody makes a way in to who may do more", "refuseMoreThanOwn(actor, capabilities, scope);", "{}", OIDC, GUARDS],
    ["a removed person gets no way in", "if (disabledAt !== null)", "if (false)", OIDC, SESSIONS, GUARDS],
  ]),
  ...guardsOf("lib/operations/people/grants.ts", [
    [
      "the last admin keeps the grant",
      "if (admins.length > 0 && (await grants.lockAdmins(tx)).length === 0)",
      "if (false)",
      "integration/commands/first-admin",
    ],
    ["a grant is for 90 days at most", "aheadMs <= 0 || aheadMs > MOST_DAYS * 86_400_000", "false", GUARDS],
  ]),
  ...guardsOf("lib/operations/sign-in/refuse-lockout.ts", [
    ["the last admin keeps a way in", "if (before > 0 && (await adminsWithAWay(tx)) === 0)", "if (false)", SESSIONS],
  ]),
  ...guardsOf("lib/operations/people/keep-out.ts", [
    ["the last admin is not removed", "if (admins.length === 1 && admins[0] === id)", "if (false)", GUARDS, SESSIONS],
  ]),
  ...guardsOf("lib/operations/people/roles.ts", [
    ["two admins do not overwrite a role", "if (before.version !== version)", "if (false)", PEOPLE],
    ["a role that is given stays", "if (used > 0)", "if (false)", GUARDS],
  ]),
  ...guardsOf("lib/operations/people/tokens.ts", [
    ["one sees one's own tokens", `may(actor, "users.manage") ? null : personOf(actor)`, "null", GUARDS],
    [
      "one revokes one's own tokens",
      `(token.userId !== personOf(ctx.actor) && !may(ctx.actor, "users.manage"))`,
      "false",
      GUARDS,
    ],
    ["a token makes no token", 'if (ctx.actor.kind === "token")', "if (false)", GUARDS],
    [
      "a token's capability is one that its maker has",
      "if (lacking !== undefined) refuseMoreThanOwn",
      "if (false) refuseMoreThanOwn",
      PEOPLE,
    ],
  ]),
  ...guardsOf("lib/operations/sign-in/sessions.ts", [
    [
      "one ends one's own sessions",
      `return userId === personOf(actor) || may(actor, "users.manage");`,
      "return true;",
      SESSIONS,
    ],
  ]),
  ...guardsOf("lib/operations/accounts/update-account.ts", [
    ["raising an account needs the right to allow writes", `!mayOn(ctx.actor, "writes.allow", id)`, "false", GUARDS],
  ]),
  ...guardsOf("lib/operations/accounts/remove-account.ts", [
    [
      "erasing with an account needs the right to erase",
      `if (erase && !mayOn(ctx.actor, "messages.erase", id))`,
      "if (false)",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/queues/update-queue.ts", [
    [
      "lowering what is captured needs the right to erase",
      `if (!mayOn(ctx.actor, "messages.erase", queue.accountId, queue.arn))`,
      "if (false)",
      GUARDS,
    ],
  ]),
  ...guardsOf("lib/operations/accounts/writes.ts", [
    [
      "stopping everywhere needs rights everywhere",
      `if (accountId === null && ctx.actor.scope.kind !== "all")`,
      "if (false)",
      GUARDS,
      "integration/commands/what-is-told",
    ],
    [
      "stopping an account needs rights there",
      "if (accountId !== null && !(inScope(ctx.actor.scope, accountId) && (await findAccount(tx, accountId))))",
      "if (false)",
      SCOPE,
    ],
  ]),
  ...guardsOf("lib/operations/people/users.ts", [
    [
      "the first admin needs the printed link",
      `timingSafeEqual(given, Buffer.from(setup.tokenHash, "hex"))`,
      "true",
      "contract/setup",
    ],
    [
      "the first admin is made once",
      "(await people.listUsers(tx)).length > 0",
      "false",
      "security/long/door-holds",
      "contract/setup",
    ],
  ]),
];
