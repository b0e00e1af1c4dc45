import { expect, test } from "vitest";
import type { Provider } from "@/lib/contract/sign-in";
import { draftOfProvider, EMPTY_PROVIDER, inputOfProvider } from "./provider-draft";

const corp: Provider = {
  id: "idp_1",
  key: "corp",
  name: "Corp",
  issuer: "https://idp.example/realms/x",
  clientId: "dlo",
  hasClientSecret: true,
  scopes: ["openid", "groups"],
  groupsClaim: "groups",
  algorithms: ["RS256", "EdDSA"],
  isOn: true,
  createsPeople: false,
  version: 3,
  updatedAt: "2026-11-21T00:00:00.000Z",
  updatedByName: "Ada",
  identityCount: 2,
};

test("a provider that is opened and saved stays what it is, with the secret that it has", () => {
  const { id: _, hasClientSecret, updatedAt, updatedByName, identityCount, ...same } = corp;

  expect(inputOfProvider(draftOfProvider(corp), corp)).toEqual(same);
});

test("a secret is sent only when it was typed, and taken away only when that was said", () => {
  const draft = draftOfProvider(corp);

  expect(inputOfProvider({ ...draft, clientSecret: "s3cret" }, corp)).toMatchObject({ clientSecret: "s3cret" });
  expect(inputOfProvider({ ...draft, clientSecret: "s3cret", hasNoSecret: true }, corp).clientSecret).toBeNull();
});

test("a new provider names no version, and no claim where none was typed", () => {
  const input = inputOfProvider(
    { ...EMPTY_PROVIDER, key: "new", groupsClaim: "  ", scopes: " openid  email " },
    undefined,
  );

  expect(input).toMatchObject({ key: "new", groupsClaim: null, scopes: ["openid", "email"] });
  expect("version" in input || "clientSecret" in input).toBe(false);
});
