import type { Parameters } from "../page-parameters";
import type { ScopeChoice } from "./shell-facts";

/** The account and Region that an address narrows its lists to. */
export function scopeIn(parameters: Parameters): ScopeChoice {
  const accountId = parameters.get("account") ?? undefined;
  const region = parameters.get("region") ?? undefined;
  return { ...(accountId ? { accountId } : {}), ...(region ? { region } : {}) };
}

/** The address with this narrowing and none other; the rest of it stays. */
export function withScope(href: string, { accountId, region }: ScopeChoice): string {
  const [path = "/", query = ""] = href.split("?");
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries({ account: accountId, region })) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
