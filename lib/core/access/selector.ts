/**
 * What a grant or a token is about, as people write it: everything, or whatever any of the lists names. Resolved to a scope
 * at each request, so that an account that becomes production, or a queue that gets the tag, is in it from then on.
 */
export type Selector =
  | { readonly kind: "all" }
  | {
      readonly kind: "some";
      readonly accountIds: string[];
      readonly environments: string[];
      readonly tags: TagSelector[];
      /** Teams or people who answer for a resource. */
      readonly owners: string[];
    };
export interface TagSelector {
  readonly key: string;
  readonly value: string;
}

export const SELECT_ALL: Selector = { kind: "all" };

/** Whether `inner` can never name more than `outer` does, whatever joins an environment, gets a tag or changes hands. */
export function isWithin(outer: readonly Selector[], inner: Selector): boolean {
  if (outer.some(({ kind }) => kind === "all")) return true;
  if (inner.kind === "all") return false;
  const some = outer.filter((one) => one.kind === "some");
  const named = (list: "accountIds" | "environments" | "owners") =>
    inner[list].every((name) => some.some((one) => one[list].includes(name)));
  const hasTag = ({ key, value }: TagSelector) =>
    some.some(({ tags }) => tags.some((tag) => tag.key === key && tag.value === value));
  return named("accountIds") && named("environments") && named("owners") && inner.tags.every(hasTag);
}

/** The part of a selector that comes to name other things by itself; undefined where it has none. */
export function changingPart(selector: Selector): Selector | undefined {
  if (selector.kind === "all") return undefined;
  const { environments, tags, owners } = selector;
  return environments.length + tags.length + owners.length === 0 ? undefined : { ...selector, accountIds: [] };
}

/** In words, for a page or a refusal: "everything", "production, account acc_1, tag team=orders". */
export function selectorWords(selector: Selector, accountName: (id: string) => string = (id) => id): string {
  if (selector.kind === "all") return "everything";
  const parts = [
    ...selector.environments.map((environment) => `environment ${environment}`),
    ...selector.accountIds.map((id) => `account ${accountName(id)}`),
    ...selector.tags.map(({ key, value }) => `tag ${key}=${value}`),
    ...selector.owners.map((owner) => `owned by ${owner}`),
  ];
  return parts.length > 0 ? parts.join(", ") : "nothing";
}
