import type { ScopeChoice } from "./shell-facts";

interface Parameters {
  get(name: string): string | null;
}

/** The account and Region that an address narrows its lists to. */
export function scopeIn(parameters: Parameters): ScopeChoice {
  const accountId = parameters.get("account") ?? undefined;
  const region = parameters.get("region") ?? undefined;
  return { ...(accountId ? { accountId } : {}), ...(region ? { region } : {}) };
}

/** The same of a page's `searchParams`; of a name given twice the first counts. */
export function scopeOfPage(searchParams: Readonly<Record<string, string | string[] | undefined>>): ScopeChoice {
  return scopeIn({ get: (name) => [searchParams[name]].flat()[0] ?? null });
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
