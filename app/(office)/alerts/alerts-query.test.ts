import { expect, test } from "vitest";
import { alertsQuery, isNarrowed } from "./alerts-query";

const ask = (address: string) => alertsQuery(new URLSearchParams(address));

test("without a choice, those that are not over are asked for", () => {
  expect(ask("")).toEqual({ limit: 50, state: "unresolved" });
  expect(ask("state=nonsense")).toEqual({ limit: 50, state: "unresolved" });
  expect(ask("state=all")).toEqual({ limit: 50 });
});

test("every filter of the address is asked, and what is no filter is not", () => {
  expect(
    ask(
      "state=resolved&severity=page&condition=class-new&owner=Billing&paged=true&noise=false&account=acc_1&class=fc_1",
    ),
  ).toEqual({
    limit: 50,
    state: "resolved",
    severity: "page",
    condition: "class-new",
    owner: "Billing",
    paged: true,
    noise: false,
    accountId: "acc_1",
    classId: "fc_1",
  });
  expect(ask("severity=loud&condition=x&paged=maybe&from=yesterday")).toEqual({ limit: 50, state: "unresolved" });
});

test("a week of a review is asked as instants", () => {
  expect(ask("state=all&from=2026-11-16&until=2026-11-23T00:00:00%2B01:00")).toEqual({
    limit: 50,
    from: "2026-11-16T00:00:00.000Z",
    until: "2026-11-22T23:00:00.000Z",
  });
});

test("a state alone does not narrow", () => {
  expect(isNarrowed(new URLSearchParams("state=all"))).toBe(false);
  expect(isNarrowed(new URLSearchParams("owner=x"))).toBe(true);
});
