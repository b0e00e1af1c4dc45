import { expect, test } from "vitest";
import { applyRefusal, tallyWords } from "./regroup-words";

const tally = {
  movedCount: 12,
  sameCount: 3,
  keptCount: 0,
  newClassCount: 1,
  moves: [],
  otherMovedCount: 0,
  emptied: [{ id: "fc_1", number: 1, title: "x" }],
};

test("a preview says what would move, what would be new and what would end", () => {
  expect(tallyWords(tally, false)).toBe(
    "12 messages would change their failure, 1 failure would be new, 1 failure would end empty.",
  );
  expect(tallyWords({ ...tally, newClassCount: 0, movedCount: 1, emptied: [] }, true)).toBe(
    "1 message changed its failure.",
  );
  expect(tallyWords({ ...tally, movedCount: 0 }, false)).toBe("No message would change its failure.");
});

test("only a complete preview of the rules in force can be applied", () => {
  const previewed = { state: "previewed" as const, version: "v1", preview: tally };
  const inForce = { version: "v1", isChanged: false };

  expect(applyRefusal(previewed, inForce)).toBeUndefined();
  expect(applyRefusal(previewed, { version: "v1", isChanged: true })).toContain("Save");
  expect(applyRefusal(previewed, { version: "v2", isChanged: false })).toContain("other rules");
  expect(applyRefusal({ ...previewed, state: "previewing" }, inForce)).toContain("no complete preview");
  expect(applyRefusal({ ...previewed, preview: { ...tally, movedCount: 0 } }, inForce)).toContain("nothing to move");
});
