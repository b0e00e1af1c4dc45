import type { InputOf } from "@/lib/contract";
import type { Provider } from "@/lib/contract/sign-in";
import type { SigningAlgorithm } from "@/lib/core/sign-in/claims";

/** A provider as a form holds it: every part is there, empty where nothing is said. */
export interface ProviderDraft {
  readonly key: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Empty: the secret that it has. */
  readonly clientSecret: string;
  readonly hasNoSecret: boolean;
  readonly scopes: string;
  readonly groupsClaim: string;
  readonly algorithms: readonly SigningAlgorithm[];
  readonly isOn: boolean;
  readonly createsPeople: boolean;
}
export const EMPTY_PROVIDER: ProviderDraft = {
  key: "",
  name: "",
  issuer: "",
  clientId: "",
  clientSecret: "",
  hasNoSecret: false,
  scopes: "openid profile email",
  groupsClaim: "",
  algorithms: ["RS256"],
  isOn: true,
  createsPeople: true,
};

export function draftOfProvider(provider: Provider): ProviderDraft {
  const { key, name, issuer, clientId, algorithms, isOn, createsPeople } = provider;
  return {
    key,
    name,
    issuer,
    clientId,
    clientSecret: "",
    hasNoSecret: false,
    scopes: provider.scopes.join(" "),
    groupsClaim: provider.groupsClaim ?? "",
    algorithms,
    isOn,
    createsPeople,
  };
}

/** What to send. A secret that was not typed is not sent, so that the one there stays. */
export function inputOfProvider(draft: ProviderDraft, before: Provider | undefined): InputOf<"putProvider"> {
  const { hasNoSecret, clientSecret, scopes, groupsClaim, algorithms, ...rest } = draft;
  return {
    ...rest,
    issuer: draft.issuer.trim(),
    scopes: scopes.split(/\s+/).filter(Boolean),
    groupsClaim: groupsClaim.trim() || null,
    algorithms: [...algorithms],
    ...(hasNoSecret ? { clientSecret: null } : clientSecret ? { clientSecret } : {}),
    ...(before && { version: before.version }),
  };
}
