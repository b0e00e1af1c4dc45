import { expect, test } from "vitest";
import { type Address, createGuardedAddress, TargetRefused } from "./guarded-address";

const resolvingTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address): Address => ({ address, family: address.includes(":") ? 6 : 4 }));

test.each([
  "127.0.0.1",
  "127.1",
  "2130706433",
  "::1",
  "[::1]",
  "::ffff:10.0.0.1",
  "169.254.169.254",
  "mail.internal",
  "",
  "a/b",
  "a?b",
  "a#b",
  "user@mail.internal",
  "mail internal",
  "mail:25:26",
])("%j is connected to by nobody", async (host) => {
  const guarded = createGuardedAddress({ namedHosts: [], resolve: resolvingTo("10.0.0.1") });

  await expect(guarded(host, 587)).rejects.toThrow(TargetRefused);
});

test("a name is resolved once, and every address of it is checked", async () => {
  const named = { namedHosts: ["mail.internal:2525"] };
  const mixed = createGuardedAddress({ namedHosts: [], resolve: resolvingTo("8.8.8.8", "10.0.0.1") });
  const own = createGuardedAddress({ ...named, resolve: resolvingTo("10.0.0.1") });

  await expect(mixed("mail.example", 587)).rejects.toThrow(TargetRefused);
  expect(await own("mail.internal", 2525)).toEqual([{ address: "10.0.0.1", family: 4 }]);
  await expect(own("mail.internal", 25)).rejects.toThrow(TargetRefused);
  await expect(
    createGuardedAddress({ ...named, resolve: resolvingTo("169.254.169.254") })("mail.internal", 2525),
  ).rejects.toThrow(TargetRefused);
  expect(await createGuardedAddress({ namedHosts: [] })("8.8.8.8", 25)).toEqual([{ address: "8.8.8.8", family: 4 }]);
});
