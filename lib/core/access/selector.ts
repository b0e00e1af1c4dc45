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
