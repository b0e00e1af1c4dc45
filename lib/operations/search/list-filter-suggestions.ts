import { may } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { type Fragment, fragmentOf, knownTerms, namedTerms, sampledTerms } from "@/lib/core/search/suggest";
import { getClass } from "@/lib/db/classes";
import { listNames, sampleProjections } from "@/lib/db/suggestions";
import type { Ctx } from "../context";
import { type ParsedInput, question } from "../operation";

const SAMPLED_MESSAGES = 300;

/** Completions of the term being typed. Values come from what may be seen; those of bodies only for who may read bodies. */
export const listFilterSuggestions = question("listFilterSuggestions", async (ctx, input) => {
  const { scope } = ctx.actor;
  if (input.classId && !(await getClass(ctx.db, scope, input.classId)))
    throw new NotFound("failure class", input.classId);
  const fragment = fragmentOf(input.typed);
  if (fragment.kind === "named")
    return { items: namedTerms(fragment, await listNames(ctx.db, scope, fragment.field, fragment.prefix)), note: null };
  if (fragment.kind === "path" || fragment.kind === "path-value") return fromBodies(ctx, fragment, input);
  return { items: knownTerms(fragment), note: null };
});

type PathFragment = Extract<Fragment, { kind: "path" | "path-value" }>;

async function fromBodies(ctx: Ctx, fragment: PathFragment, input: ParsedInput<"listFilterSuggestions">) {
  if (!may(ctx.actor, "bodies.read")) return { items: [], note: "Your role may not read bodies." };
  const samples = await sampleProjections(ctx.db, ctx.actor.scope, input, SAMPLED_MESSAGES);
  const note =
    samples.length === 0 ? "No message here has fields that were kept." : `From the newest ${samples.length} messages.`;
  return { items: sampledTerms(fragment, samples), note };
}
