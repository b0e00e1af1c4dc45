import { expect, test } from "vitest";
import { claimRefusal, groupsIn, identityFrom } from "./claims";

const claims = { iss: "https://idp.example", sub: "00u1", iat: 1000, email: "Ada@Example.com", name: "Ada" };

test.each([
  [
    ["a", "b", "a"],
    ["a", "b"],
  ],
  ["a b  c", ["a", "b", "c"]],
  [["a", 1, null, { x: 1 }, "", "x\u0000y", "y".repeat(201)], ["a"]],
  [{ a: true }, []],
  [undefined, []],
  [Array.from({ length: 300 }, (_, i) => `g${i}`), Array.from({ length: 200 }, (_, i) => `g${i}`)],
])("groups in the claim %j are plain names, each once, at most 200", (claim, names) => {
  expect(groupsIn(claim)).toEqual(names);
});

test("an e-mail that the provider says it has not verified is not taken", () => {
  expect(identityFrom(claims, null, {}).email).toBe("ada@example.com");
  expect(identityFrom({ ...claims, email_verified: false }, null, {}).email).toBeNull();
  // The token's own e-mail counts with the token's own word about it.
  expect(identityFrom({ ...claims, email_verified: false }, null, { email_verified: true }).email).toBeNull();
  expect(identityFrom({ ...claims, email: "nonsense" }, null, {}).email).toBeNull();
});

test("userinfo fills what the token leaves open and overrides nothing", () => {
  const { email: _, ...thin } = claims;
  const more = { sub: "someone-else", name: "Eve", email: "ada@example.com", roles: ["ops"] };

  expect(identityFrom(thin, "roles", more)).toEqual({
    issuer: "https://idp.example",
    subject: "00u1",
    name: "Ada",
    email: "ada@example.com",
    groups: ["ops"],
  });
});

test.each([
  ["issued in the future", { iat: 1061 }, "in the future"],
  ["without a time", { iat: undefined }, "in the future"],
  ["for another client beside us", { azp: "other" }, "another client"],
  ["without a subject", { sub: "" }, "subject"],
  ["with a subject of 256 characters", { sub: "x".repeat(256) }, "subject"],
])("a token %s is refused", (_, change, why) => {
  expect(claimRefusal({ ...claims, ...change }, "dlo", 1000)).toContain(why);
  expect(claimRefusal({ ...claims, azp: "dlo", iat: 1059 }, "dlo", 1000)).toBeUndefined();
});
