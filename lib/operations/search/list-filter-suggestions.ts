import { may, scopeOf } from "@/lib/core/actor";
import { NotFound, Unavailable } from "@/lib/core/errors";
import { type Fragment, fragmentOf, knownTerms, namedTerms, sampledTerms } from "@/lib/core/search/suggest";
import { getClass } from "@/lib/db/classes";
import type { Tx } from "@/lib/db/connect";
import { withinPatience } from "@/lib/db/patience";
import { listNames, sampleProjections } from "@/lib/db/suggestions";
import type { Ctx } from "../context";
import { type ParsedInput, question } from "../operation";
import { readMasking } from "../privacy/masking";

const SAMPLED_MESSAGES = 300;
const TOO_LONG = { items: [], note: "Looking for values took too long; write the value yourself." };

/** Completions of the term being typed. Values come from what may be seen; those of bodies only for who may read bodies. */
export const listFilterSuggestions = question("listFilterSuggestions", async (ctx, input) => {
  const { scope } = ctx.actor;
  if (input.classId && !(await getClass(ctx.db, scope, input.classId)))
    throw new NotFound("failure class", input.classId);
  const fragment = fragmentOf(input.typed);
  if (fragment.kind === "named") {
    const names = await inTime(ctx, (tx) => listNames(tx, scope, fragment.field, fragment.prefix));
    return names ? { items: namedTerms(fragment, names), note: null } : TOO_LONG;
  }
  if (fragment.kind === "path" || fragment.kind === "path-value") return fromBodies(ctx, fragment, input);
  return { items: knownTerms(fragment), note: null };
});

type PathFragment = Extract<Fragment, { kind: "path" | "path-value" }>;

async function fromBodies(ctx: Ctx, fragment: PathFragment, input: ParsedInput<"listFilterSuggestions">) {
  if (!may(ctx.actor, "bodies.read")) return { items: [], note: "Your role may not read bodies." };
  const samples = await inTime(ctx, (tx) =>
    sampleProjections(tx, scopeOf(ctx.actor, "bodies.read"), input, SAMPLED_MESSAGES),
  );
  if (!samples) return TOO_LONG;
  const note =
    samples.length === 0 ? "No message here has fields that were kept." : `From the newest ${samples.length} messages.`;
  const { forKeeping } = await readMasking(ctx.db, ctx.keyring);
  // What is masked only where it is shown stands in clear in what is sampled.
  const masked = samples.map((sample) => forKeeping.json(sample) as (typeof samples)[number]);
  return { items: sampledTerms(fragment, masked), note };
}

/** Undefined where it takes too long: whoever is typing does not wait for help. */
function inTime<T>(ctx: Ctx, read: (tx: Tx) => Promise<T>): Promise<T | undefined> {
  return withinPatience(ctx.db, read).catch((error: unknown) => {
    if (error instanceof Unavailable) return undefined;
    throw error;
  });
}
