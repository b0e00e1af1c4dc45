import { expect, test } from "vitest";
import { sightOf } from "./sight";

const part = { isEverywhere: false, accountIds: [], arns: [], arnCount: 0 };
const sees = (place: object) => sightOf({ places: { "counts.see": { ...part, ...place } } });

test("whoever sees a part only is never taken for somebody who sees everything", () => {
  expect(sees({ isEverywhere: true })).toBe("everything");
  expect(sees({ accountIds: ["acc_1"], arnCount: 3 })).toBe("accounts");
  expect(sees({ arnCount: 3 })).toBe("resources");
  expect(sees({})).toBe("nothing");
  expect(sightOf({ places: {} })).toBe("nothing");
});
