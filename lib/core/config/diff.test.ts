import fc from "fast-check";
import { expect, test } from "vitest";
import { diffSettings, settled, unlistedAccounts } from "./diff";
import { driftFrom } from "./drift";
import { type AccountSetting, type Installation, NOTHING_SET, type SettingsDocument } from "./settings";

const account = (number: string, more: Partial<AccountSetting> = {}): AccountSetting => ({
  account: number,
  name: "shop",
  environment: "prd",
  production: true,
  regions: ["eu-central-1"],
  roles: { read: "dlo-read", inspect: null, operate: null },
  ...more,
});
const ONE = "111111111111";
const TWO = "222222222222";
const now: Installation = { ...NOTHING_SET, accounts: [account(ONE)] };

test("each changed field of an account is one difference, with both values", () => {
  const wanted = { accounts: [account(ONE, { name: "till", regions: ["eu-west-1", "eu-central-1"] })] };

  expect(diffSettings(now, wanted)).toEqual([
    { path: `accounts.${ONE}.name`, kind: "changed", before: "shop", after: "till" },
    { path: `accounts.${ONE}.regions`, kind: "changed", before: "eu-central-1", after: "eu-central-1 eu-west-1" },
  ]);
});

test("a new account is one difference that tells all of it", () => {
  const [difference, ...more] = diffSettings(now, { accounts: [account(ONE), account(TWO)] });

  expect(more).toEqual([]);
  expect(difference).toMatchObject({ path: `accounts.${TWO}`, kind: "added", before: null });
  expect(difference?.after).toBe(
    "name=shop environment=prd production=true regions=eu-central-1 roles.read=dlo-read roles.inspect=none roles.operate=none",
  );
});

test.each([
  ["Regions in another order, or twice", { regions: ["eu-west-1", "eu-central-1", "eu-west-1"] }],
  ["a role by its ARN", { roles: { read: `arn:aws:iam::${ONE}:role/dlo-read`, inspect: null, operate: null } }],
])("%s is no difference", (_, spelling) => {
  const before = { ...NOTHING_SET, accounts: [account(ONE, { regions: ["eu-central-1", "eu-west-1"] })] };

  expect(
    diffSettings(before, { accounts: [account(ONE, { regions: ["eu-central-1", "eu-west-1"], ...spelling })] }),
  ).toEqual([]);
});

test("a line put between others is one difference, at its place", () => {
  const line = (name: string) => ({ match: { name }, owner: name });
  const before = { ...NOTHING_SET, owners: [line("a"), line("b"), line("c")] };

  expect(diffSettings(before, { owners: [line("a"), line("x"), line("b"), line("c")] })).toEqual([
    { path: "owners.1", kind: "added", before: null, after: "name=x owner=x" },
  ]);
});

test("only an account that a file brought is removed, and only when pruning", () => {
  const before = { ...NOTHING_SET, accounts: [account(ONE), account(TWO)] };
  const fromFile = new Set([TWO]);

  expect(diffSettings(before, { accounts: [] }, { fromFile, prune: false })).toEqual([]);
  expect(diffSettings(before, { accounts: [] }, { fromFile, prune: true })).toMatchObject([
    { path: `accounts.${TWO}`, kind: "removed", after: null },
  ]);
  expect(unlistedAccounts(before, { accounts: [] }, fromFile)).toEqual([TWO]);
  expect(unlistedAccounts(before, {}, fromFile)).toEqual([]);
});

test("drift tells what the document says first, and leaves accounts out that it never had", () => {
  const later = { ...NOTHING_SET, accounts: [account(ONE, { name: "renamed" }), account(TWO)] };

  expect(driftFrom({ accounts: [account(ONE)] }, later)).toEqual([
    { path: `accounts.${ONE}.name`, kind: "changed", before: "shop", after: "renamed" },
  ]);
  expect(driftFrom({ accounts: [account(ONE)] }, NOTHING_SET)).toMatchObject([
    { path: `accounts.${ONE}`, kind: "removed", after: null },
  ]);
});

const word = fc.constantFrom("a", "b", "*", "dlo-read", "x y");
const match = fc.record(
  { account: word, region: word, name: word, tag: fc.record({ key: word, value: word }, { requiredKeys: ["key"] }) },
  { requiredKeys: [] },
);
const numbers = fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "5").map((digit) => digit.repeat(12)));
const accounts = numbers.chain((all) =>
  fc.tuple(
    ...all.map((number) =>
      fc.record({
        account: fc.constant(number),
        name: word,
        environment: word,
        production: fc.boolean(),
        regions: fc.array(fc.constantFrom("eu-central-1", "eu-west-1", "us-east-1"), { minLength: 1 }),
        roles: fc.record({
          read: fc.constantFrom("dlo-read", `arn:aws:iam::${number}:role/dlo-read`, null),
          inspect: fc.constantFrom("i", null),
          operate: fc.constantFrom("o", null),
        }),
      }),
    ),
  ),
);
const sections = {
  accounts: accounts as fc.Arbitrary<AccountSetting[]>,
  selection: fc.record({ include: fc.array(match), exclude: fc.array(match) }),
  owners: fc.array(
    fc.record({ match, owner: word, tier: fc.constantFrom("1" as const, null) }, { requiredKeys: ["match"] }),
  ),
  reading: fc.array(
    fc.record({ match, mode: fc.constantFrom("off" as const, "index" as const), autoRescue: fc.boolean() }),
  ),
  routes: fc.array(
    fc.record({
      name: word,
      match: fc.record({ owner: word, production: fc.boolean() }, { requiredKeys: [] }),
      channels: fc.array(word),
      severity: fc.constantFrom("page" as const, "as-is" as const),
      repeatMinutes: fc.constantFrom(15, null),
    }),
  ),
  staffedHours: fc.array(
    fc.record(
      {
        owner: word,
        zone: fc.constant("Europe/Berlin"),
        weekly: fc.array(
          fc.record({
            days: fc.constant(["mon" as const]),
            from: fc.constantFrom("09:00", "10:00"),
            until: fc.constant("17:00"),
          }),
        ),
      },
      { requiredKeys: ["zone", "weekly"] },
    ),
  ),
  thresholds: fc.array(
    fc.record({ match, enabled: fc.boolean(), queueDepth: fc.constantFrom(1, null) }, { requiredKeys: ["enabled"] }),
  ),
  links: fc.array(fc.record({ label: word, url: fc.constant("https://x.test/{queue}") })),
  review: fc.constantFrom(null, {
    isOn: true,
    zone: "UTC",
    day: "mon" as const,
    at: "07:00",
    channels: ["ops"],
    unit: { one: "order", many: "orders" },
  }),
};
const installations: fc.Arbitrary<Installation> = fc.record(sections);
const documents: fc.Arbitrary<SettingsDocument> = fc.record(sections, { requiredKeys: [] });

test("after a document has been applied nothing differs from it, and nothing has drifted", () => {
  fc.assert(
    fc.property(installations, documents, fc.boolean(), numbers, (current, wanted, prune, brought) => {
      const removable = { prune, fromFile: new Set(brought) };
      const after = settled(current, wanted, removable);

      expect(diffSettings(after, wanted, removable)).toEqual([]);
      expect(driftFrom(wanted, after)).toEqual([]);
      expect(settled(after, wanted, removable)).toEqual(after);
    }),
  );
});

test("settings that differ are told apart: no difference means that applying changes nothing", () => {
  fc.assert(
    fc.property(installations, installations, fc.boolean(), numbers, (current, wanted, prune, brought) => {
      const removable = { prune, fromFile: new Set(brought) };
      const differences = diffSettings(current, wanted, removable);
      const isChanged =
        JSON.stringify(settled(current, wanted, removable)) !== JSON.stringify(settled(current, {}, removable));

      expect(differences.length > 0).toBe(isChanged);
    }),
  );
});
