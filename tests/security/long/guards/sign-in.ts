import { guardsOf } from "./guard";

const WHO = "contract/who-asks";
const OIDC = "contract/oidc";
const ATTACKS = "contract/oidc-attacks";
const SESSIONS = "contract/sessions";
const GUARDS = "security/long/door-holds";

/** Who somebody is. */
export const signIn = [
  ...guardsOf("lib/db/access.ts", [
    ["a token ends at its time", "AND t.expires_at > dlo_now()", "", WHO],
    ["a revoked token is none", "t.revoked_at IS NULL AND t.expires_at", "t.expires_at", WHO],
    [
      "the token of somebody removed is none",
      "ON u.id = t.user_id AND u.disabled_at IS NULL",
      "ON u.id = t.user_id",
      OIDC,
      "security/matrix",
    ],
  ]),
  ...guardsOf("app/_http/who-is.ts", [
    ["a session ends after rest", "unusedMs > IDLE_SECONDS * 1000 ||", "", WHO],
    [
      "a session ends after a day",
      "now.getTime() - session.createdAt.getTime() > ABSOLUTE_SECONDS * 1000",
      "false",
      WHO,
    ],
    [
      "a session of the demo is none elsewhere",
      "if (isOver || (!keeper.isDemo && isDemoEmail(user.email))) return undefined;",
      "if (isOver) return undefined;",
      WHO,
      GUARDS,
    ],
    [
      "a token of the demo is none elsewhere",
      "if (!keeper.isDemo && isDemoEmail(token.ownerEmail)) return undefined;",
      "",
      WHO,
      GUARDS,
    ],
    [
      "a wrong token falls back on no cookie",
      '? await tokenActor(keeper, headers.get("authorization") ?? "", isPassive)',
      '? ((await tokenActor(keeper, headers.get("authorization") ?? "", isPassive)) ?? (await sessionActor(keeper, headers, now, isPassive)))',
      WHO,
    ],
  ]),
  ...guardsOf("app/_http/enter.ts", [
    ["a sign-in carries no session over", "if (sessionId !== undefined) await web.endSession(sessionId);", "", OIDC],
  ]),
  ...guardsOf("lib/operations/people/passwords.ts", [
    [
      "one's password is changed with the old one",
      "if (hash === undefined || !(await isPassword(hash, before)))",
      "if (false)",
      SESSIONS,
    ],
    [
      "a password that an admin gives ends sessions",
      "const endedCount = await endSessionsOf(tx, [id]);",
      "const endedCount = 0;",
      SESSIONS,
    ],
    [
      "a new password ends other sessions",
      "const endedCount = await endSessionsOf(tx, [actor.id], actor.sessionId ?? null);",
      "const endedCount = 0;",
      SESSIONS,
    ],
  ]),
  ...guardsOf("lib/db/sign-in-attempts.ts", [
    [
      "an answer comes back in the browser that asked",
      `AND browser_hash = \${browserHash} AND expires_at`,
      "AND expires_at",
      ATTACKS,
    ],
    [
      "an answer comes back in time",
      `AND browser_hash = \${browserHash} AND expires_at > dlo_now()`,
      `AND browser_hash = \${browserHash}`,
      ATTACKS,
    ],
    [
      "an answer has the state that was sent",
      `WHERE state_hash = \${stateHash} AND browser_hash`,
      "WHERE browser_hash",
      ATTACKS,
    ],
    ["a link works for a time", "AND l.expires_at > dlo_now() AND u.id", "AND u.id", SESSIONS],
    [
      "a link lets nobody removed in",
      "AND u.id = l.user_id AND u.disabled_at IS NULL",
      "AND u.id = l.user_id",
      "security/long/content-holds",
      SESSIONS,
    ],
  ]),
  ...guardsOf("lib/operations/sign-in/attempts.ts", [
    [
      "a provider that is off lets nobody in who is on the way",
      "if (!provider?.isOn) return { attempt, provider: undefined };",
      "if (!provider) return { attempt, provider: undefined };",
      ATTACKS,
    ],
    [
      "nobody leaves for a provider that is off",
      'if (!provider?.isOn) throw new NotFound("provider", key);',
      'if (!provider) throw new NotFound("provider", key);',
      ATTACKS,
      OIDC,
      GUARDS,
    ],
  ]),
  ...guardsOf("app/_http/oidc/oidc-client.ts", [
    ["a token has the nonce that was sent", "expectedNonce: sent.nonce,", "", ATTACKS],
    [
      "the browser is sent with PKCE",
      'code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),\n        code_challenge_method: "S256",',
      "",
      OIDC,
    ],
    ["the issuer is the one that is configured", "if (server.issuer !== issuer)", "if (false)", ATTACKS],
    ["signatures are looked at", "openid.enableNonRepudiationChecks(config);", "", ATTACKS],
    [
      "only algorithms that people allowed",
      "id_token_signing_alg_values_supported: [...algorithms]",
      "id_token_signing_alg_values_supported: server.id_token_signing_alg_values_supported ?? []",
      ATTACKS,
    ],
    ["what a token claims is looked at", "if (refusal) throw new NotAccepted(refusal);", "", ATTACKS],
    [
      "userinfo is of the same person",
      "return openid.fetchUserInfo(config, accessToken, subject);",
      "return openid.fetchUserInfo(config, accessToken, openid.skipSubjectCheck);",
      ATTACKS,
    ],
  ]),
  ...guardsOf("lib/core/sign-in/claims.ts", [
    [
      "no token of the future",
      `if (typeof claims.iat !== "number" || claims.iat > nowSeconds + CLOCK_TOLERANCE_SECONDS)`,
      "if (false)",
      ATTACKS,
      "lib/core/sign-in/claims",
    ],
    [
      "no token of another party",
      "if (claims.azp !== undefined && claims.azp !== clientId)",
      "if (false)",
      ATTACKS,
      "lib/core/sign-in/claims",
    ],
    [
      "no token without a subject",
      `if (typeof claims.sub !== "string" || claims.sub === "" || claims.sub.length > 255)`,
      "if (false)",
      ATTACKS,
      "lib/core/sign-in/claims",
    ],
    ["an e-mail counts when it is verified", "claims.email_verified !== false && ", "", OIDC],
  ]),
  ...guardsOf("lib/operations/sign-in/admit-identity.ts", [
    [
      "a provider makes people only with leave",
      "if (!provider.createsPeople || email === null || isDemoEmail(email)) return undefined;",
      "if (email === null) return undefined;",
      OIDC,
    ],
    ["somebody removed is not let in", "if (!user || user.disabledAt !== null)", "if (!user)", OIDC],
    [
      "a known e-mail opens nothing",
      "if (!(await insertPersonFrom(tx, { id, name: name ?? email, email }))) return undefined;",
      "if (!(await insertPersonFrom(tx, { id, name: name ?? email, email }))) return (await findUserByEmail(tx, email))?.id;",
      OIDC,
    ],
    [
      "an unlinked identity makes nobody",
      "(met.isNew ? await makePerson(ctx, tx, provider, identity, met.id) : undefined)",
      "(await makePerson(ctx, tx, provider, identity, met.id))",
      SESSIONS,
    ],
  ]),
  ...guardsOf("app/_http/oidc/begin-oidc.ts", [
    ["a sign-in leads on to our own pages", "nextPath: localPath(next)", "nextPath: String(next)", ATTACKS],
    ["beginning again and again waits", "if (waitSeconds > 0)", "if (false)", GUARDS],
  ]),
  ...guardsOf("lib/operations/sign-in/providers.ts", [
    ["the issuer of a provider stays", "if (input.issuer !== before.issuer)", "if (false)", OIDC, GUARDS],
    ["two admins do not overwrite a provider", "if (input.version !== before.version)", "if (false)", OIDC],
  ]),
  ...guardsOf("lib/operations/sign-in/password-switch.ts", [
    [
      "passwords go off only once a provider has let an admin in",
      "if (!isOn && !(await whoCanSignIn(tx, admins, false)).some(({ hasUsedProvider }) => hasUsedProvider))",
      "if (false)",
      SESSIONS,
    ],
  ]),
  ...guardsOf("app/_http/oidc/browser-cookie.ts", [
    ["scripts cannot read the sign-in's cookie", "`Path=/; HttpOnly;", "`Path=/;", OIDC],
  ]),
  ...guardsOf("app/_http/auth.ts", [
    [
      "scripts cannot read the session's cookie",
      "{ httpOnly: true, sameSite",
      "{ httpOnly: false, sameSite",
      "contract/sign-in",
    ],
    ["nobody signs up", "disableSignUp: true,", "disableSignUp: false,", "contract/sign-in", GUARDS],
  ]),
];
