import { textIn } from "../../wire/input";
import { validationProblem, wholeNumberIn } from "./check-input";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_PAGE = 100;

/** The page of a list in the order of names that Limit (1 to 100) and NextToken ask for. */
export function listPage<T extends { readonly name: string }>(input: Input, items: readonly T[]) {
  const limit = wholeNumberIn(input, "Limit", 1, LARGEST_PAGE) ?? LARGEST_PAGE;
  const after = nameInToken(textIn(input, "NextToken"));
  const left = items.filter(({ name }) => name > after);
  const shown = left.slice(0, limit);
  const last = shown.length < left.length ? shown.at(-1) : undefined;
  return { shown, NextToken: last && Buffer.from(`after:${last.name}`).toString("base64url") };
}

function nameInToken(token: string | undefined): string {
  if (token === undefined) return "";
  const [mark, name] = Buffer.from(token, "base64url").toString().split(":");
  if (mark === "after" && name) return name;
  throw validationProblem("Parameter NextToken is not valid.");
}

/** AWS takes one filter a call. */
export function checkOneFilter(operation: string, filters: readonly unknown[]): void {
  if (filters.filter((filter) => filter !== undefined).length <= 1) return;
  throw validationProblem(
    `At most one filter is allowed for ${operation}. Use either : State, EventSourceArn, or NamePrefix.`,
  );
}
