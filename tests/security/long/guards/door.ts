import { guardsOf } from "./guard";

const LIMITS = "contract/limits";
const SWEEP = "contract/sweep";
const SAME_ORIGIN = "app/_http/same-origin";

/** The door: who comes from where with what. */
export const door = [
  ...guardsOf("app/_http/serve.ts", [
    [
      "nobody's body is read",
      `if (capability !== "public" && c.get("ctx").actor.kind === "anonymous") throw new Unauthenticated();`,
      "",
      LIMITS,
    ],
    ["another site changes nothing", "if (!isRead) refuseOtherSites(headers, web.origins);", "", LIMITS],
    ["too many requests wait", "if (waitSeconds > 0)", "if (false)", LIMITS],
    [
      "U+0000 in an address is refused",
      "for (const value of Object.values(fromPath)) refuseUnstorable(value);",
      "",
      SWEEP,
      "security/long/door-holds",
    ],
    ["no answer is kept by others", `c.res.headers.set("cache-control", "no-store");`, "", SWEEP],
    [
      "an answer is no page",
      `c.res.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");`,
      "",
      "security/long/door-holds",
    ],
  ]),
  ...guardsOf("app/_http/same-origin.ts", [
    [
      "what the browser says of the site counts",
      `if (site !== null && site !== "same-origin") throw otherSite();`,
      "",
      SAME_ORIGIN,
      LIMITS,
    ],
    [
      "the origin counts",
      `if (origin === null ? headers.has("cookie") : !origins.includes(origin)) throw otherSite();`,
      "",
      SAME_ORIGIN,
      LIMITS,
    ],
  ]),
  ...guardsOf("app/_http/serve-auth.ts", [
    [
      "another site signs nobody in or out",
      `if (request.method !== "GET") refuseOtherSites(request.headers, web.origins);`,
      "",
      "contract/sign-in",
    ],
    [
      "the demo's people are of the demo",
      "if (isDemoEmail(email) && !ctx.settings.isDemo) return refuseSignIn(web, ctx, email);",
      "",
      "contract/who-asks",
      "security/long/door-holds",
    ],
    [
      "only known addresses are open",
      `if (!chosen) throw new NotFound("such address");`,
      "if (!chosen) return web.auth.handler(request);",
      "contract/sign-in",
      "security/long/door-holds",
    ],
    [
      "by password only where passwords are on",
      "if (!(await isPasswordOn(ctx.db)))",
      "if (false)",
      "contract/sessions",
      "security/long/door-holds",
    ],
    [
      "guessing at the sign-in waits",
      "const waitSeconds = web.signInTries.begin(email, ctx.ip, ctx.now().getTime());",
      "const waitSeconds = 0;",
      "contract/sign-in",
    ],
  ]),
  ...guardsOf("app/_http/json-body.ts", [
    ["only JSON is read", `if (mediaType !== "application/json")`, "if (false)", LIMITS],
    ["a body has an end, whatever it says", "if (bytes > maxBytes) throw tooLarge();", "", LIMITS],
    ["a body has a depth", "if (depth > MAX_DEPTH)", "if (false)", "security/long/door-holds"],
    [
      "no names of JavaScript's own",
      "if (FORBIDDEN_NAMES.includes(name)) throw wrongBody(`may not use the name ${name}`);",
      "",
      "security/long/door-holds",
    ],
    [
      "only an object is a body",
      `if (typeof content !== "object" || content === null || Array.isArray(content))`,
      "if (false)",
      LIMITS,
    ],
    ["no U+0000", `if (value.includes("\\u0000")) throw`, "if (false) throw", LIMITS],
    ["no half characters", "if (!value.isWellFormed()) throw", "if (false) throw", LIMITS],
  ]),
  ...guardsOf("app/_http/input.ts", [
    ["a parameter is given once", "if (name in input)", "if (false)", SWEEP],
    [
      "an Idempotency-Key has a form",
      "if (key === null || /^[\\x21-\\x7e]{1,200}$/.test(key)) return key;",
      "return key;",
      "security/long/door-holds",
    ],
  ]),
  ...guardsOf("app/_http/problem.ts", [
    [
      "what is unexpected is told to nobody",
      "unexpectedWords(requestId), requestId), {});",
      "String(thrown), requestId), {});",
      "contract/hygiene",
    ],
  ]),
  ...guardsOf("app/_http/rate-limit.ts", [
    [
      "a minute has a limit",
      "if (count.now + count.before * shareOfBefore >= perMinute)",
      "if (false)",
      "app/_http/rate-limit",
    ],
  ]),
  ...guardsOf("app/_http/back-off.ts", [
    ["guessing waits", "if (wait > 0) return Math.ceil(wait);", "", "app/_http/back-off"],
  ]),
  ...guardsOf("app/_http/sign-in-tries.ts", [
    ["guessing from many addresses waits", "if (waitSeconds > 0) return waitSeconds;", "", "app/_http/sign-in-tries"],
    ["one address guesses for few people", "byAddress.begin(place, nowMs)", "0", "app/_http/sign-in-tries"],
  ]),
  ...guardsOf("lib/db/page.ts", [
    ["a cursor is one of ours", "kinds.every((kind, index) => IS[kind](key[index]))", "true", "lib/db/page"],
  ]),
  ...guardsOf("lib/core/log/loggable.ts", [
    ["no secret in the log, by name", "const isHidden = isSecretName(name) ||", "const isHidden =", "lib/log"],
    ["no secret in the log, by shape", "return withoutSecrets(whole);", "return whole;", "lib/log"],
  ]),
];
