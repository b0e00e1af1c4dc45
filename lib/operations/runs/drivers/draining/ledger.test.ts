import { expect, test } from "vitest";
import type { ItemState } from "@/lib/core/runs/item";
import type { ItemRow } from "@/lib/db/run-items";
import { Ledger } from "./ledger";

function aRow(position: number, state: ItemState = "planned", stage = 1): ItemRow {
  return {
    ...{ id: `i${position}`, position, stage, messageRowId: `r${position}`, messageId: `m${position}`, state },
    ...{ vaultItemId: null, bodySha256: "", destinationArn: null, groupId: `g${position % 2}`, editId: null },
    ...{ editedSha256: null, outcome: null, reason: null, attempt: 0, sentAt: null, deletedAt: null, returnedAt: null },
    ...{
      destinationMessageId: null,
      sendStartedAt: null,
      receiptHandle: null,
      visibleSeconds: null,
      triedSeconds: null,
    },
  };
}
const rows = (count: number) => Array.from({ length: count }, (_, index) => aRow(index + 1));
const found = (ledger: Ledger, n: number) => {
  const item = ledger.find(`m${n}`);
  if (!item) throw new Error(`no m${n}`);
  return item;
};

test("an open stage takes as many as it is large, whoever is met first, and not one more", () => {
  const ledger = new Ledger(rows(10), { sizes: [1, 3, 6], open: 2, isByOrder: false });

  const taken = [9, 4, 7, 2, 5].map((n) => ledger.take(found(ledger, n)));

  expect(taken).toEqual([true, true, true, true, false]);
  expect(ledger).toMatchObject({ places: 0, isStageOver: false });
});

test("a stage is over when all that it took has come to an end, however it ended", () => {
  const ledger = new Ledger(rows(5), { sizes: [3, 2], open: 1, isByOrder: false });
  const ends: ItemState[] = ["deleted", "rejected"];
  for (const [index, end] of ends.entries()) ledger.move(found(ledger, index + 1), end);

  ledger.move(found(ledger, 3), "sent");
  const isOverWhileSent = ledger.isStageOver;
  ledger.move(found(ledger, 3), "deleted");

  expect(isOverWhileSent).toBe(false);
  expect(ledger).toMatchObject({ isStageOver: true, isDone: false, places: 0 });
});

test("a place is free again when its message was not sent", () => {
  const ledger = new Ledger(rows(4), { sizes: [1, 3], open: 1, isByOrder: false });
  const first = found(ledger, 1);

  ledger.take(first);
  ledger.move(first, "sending");
  ledger.move(first, "planned");

  expect(ledger.take(found(ledger, 2))).toBe(true);
  expect(ledger.take(first)).toBe(false);
});

test("a message that was tried without an answer keeps its place: a stage of one risks one", () => {
  const ledger = new Ledger(rows(4), { sizes: [1, 3], open: 1, isByOrder: false });
  const first = found(ledger, 1);

  ledger.take(first);
  ledger.move(first, "sending");
  ledger.noteTry(first, 0);
  ledger.move(first, "planned");

  expect(ledger.take(found(ledger, 2))).toBe(false);
  expect(ledger.take(first)).toBe(true);
});

test("where the order counts, an early stage takes its own members only", () => {
  const members = [aRow(1, "planned", 2), aRow(2, "planned", 1), aRow(3, "planned", 2)];
  const ledger = new Ledger(members, { sizes: [1, 2], open: 1, isByOrder: true });

  expect([1, 3, 2].map((n) => ledger.take(found(ledger, n)))).toEqual([false, false, true]);
  ledger.move(found(ledger, 2), "deleted");
  expect(ledger).toMatchObject({ isStageOver: true, isDone: false });
});

test("counting never disagrees with looking, whatever moves", () => {
  const ledger = new Ledger(rows(50), { sizes: [1, 10, 39], open: 3, isByOrder: false });
  const states: ItemState[] = ["sending", "sent", "deleted", "planned", "ambiguous", "delete-unconfirmed"];

  for (let step = 0; step < 500; step++)
    ledger.move(found(ledger, 1 + ((step * 17) % 50)), states[(step * 7) % states.length] ?? "planned");

  for (const state of states) expect(ledger.count(state)).toBe(ledger.list(state).length);
  expect(ledger.unfinished).toBe(ledger.list("sending", "sent", "delete-unconfirmed").length);
});
