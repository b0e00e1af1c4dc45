import { expect, test } from "vitest";
import { ownershipFromTags } from "./from-tags";

test.each([
  ["the plain key", { owner: "ada" }, "ada"],
  ["any case", { OWNER: "ada" }, "ada"],
  ["our own prefix before all others", { owner: "bob", "dlo:owner": "ada" }, "ada"],
  ["a prefix of the organisation's", { "acme:owner": "ada" }, "ada"],
  ["a prefix with a slash", { "acme.example/service-owner": "ada" }, "ada"],
  ["the plain key before a prefixed one", { "acme:owner": "bob", Owner: "ada" }, "ada"],
  ["the plain key before a longer one", { ServiceOwner: "bob", owner: "ada" }, "ada"],
  ["of two spellings always the same", { Owner: "bob", owner: "ada" }, "ada"],
  ["a key of words", { "Owned By": "ada" }, "ada"],
  ["an empty value as none", { owner: "  ", "service-owner": "ada" }, "ada"],
  ["not what AWS writes itself", { "aws:cloudformation:owner": "stack" }, null],
  ["not what only contains the word", { "owner-of-last-deploy": "bob", ownership: "x" }, null],
])("an owner is read from %s", (_, tags, owner) => {
  expect(ownershipFromTags(tags as Record<string, string>).owner).toBe(owner);
});

test("a value with any characters stays itself, without control characters, and is cut at 200 whole characters", () => {
  expect(ownershipFromTags({ owner: "  Zahlungs-Téam <b>'\"; DROP 🦆\u0000\t " }).owner).toBe(
    "Zahlungs-Téam <b>'\"; DROP 🦆",
  );
  expect(ownershipFromTags({ owner: "🦆".repeat(300) }).owner).toBe("🦆".repeat(200));
});

test.each([
  ["1", "1"],
  ["tier-2", "2"],
  ["T3", "3"],
  ["gold", null],
  ["5", null],
])("tier %s is read as %s", (value, tier) => {
  expect(ownershipFromTags({ Tier: value }).tier).toBe(tier);
});

test("a runbook is an http(s) address or nothing, because it becomes a link", () => {
  expect(ownershipFromTags({ runbook: " https://wiki.example/run " }).runbook).toBe("https://wiki.example/run");
  expect(ownershipFromTags({ runbook: "javascript:alert(1)" }).runbook).toBeNull();
  expect(ownershipFromTags({ runbook: "ask Bob" }).runbook).toBeNull();
});
