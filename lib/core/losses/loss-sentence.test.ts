import { expect, test } from "vitest";
import { lossSentence } from "./loss-sentence";

const now = new Date("2025-11-25T12:00:00Z");
const at = (text: string) => new Date(`${text}:00Z`);
const loss = (kind: "certain" | "bound" | "unknown" | "saved" | "none", earliest?: string, latest = earliest) => ({
  kind,
  earliestAt: earliest ? at(earliest) : null,
  latestAt: latest ? at(latest) : null,
  staleSince: null,
});

test.each([
  [
    loss("bound", "2025-11-27T14:00", "2025-11-29T09:00"),
    "At least one message dies between Thu 14:00 and Sat 09:00 UTC.",
  ],
  [loss("bound", "2025-11-27T14:00"), "At least one message dies about Thu 14:00 UTC."],
  [
    loss("bound", "2025-11-24T14:00", "2025-11-29T09:00"),
    "At least one message may be dying now; one does by Sat 09:00 UTC.",
  ],
  [loss("bound", "2025-11-20T14:00", "2025-11-24T09:00"), "At least one message may be dying now."],
  [
    loss("bound", "2025-11-27T14:00", "2025-12-06T09:00"),
    "At least one message dies between Thu 14:00 and Sat 6 Dec 09:00 UTC.",
  ],
  [loss("certain", "2025-11-27T14:00"), "The first message dies Thu 14:00 UTC."],
  [loss("unknown"), "Something waits here, and nothing tells how old it is: a message may be dying now."],
  [loss("saved"), "Every message that waits here has a copy in the vault."],
])("the clock in words (%#)", (known, sentence) => {
  expect(lossSentence(known, now)).toBe(sentence);
});

test("an old age is named with its time, in the reader's own way of writing it", () => {
  const stale = { ...loss("bound", "2025-11-27T14:00", "2025-11-29T09:00"), staleSince: at("2025-11-25T11:20") };

  expect(lossSentence(stale, now, (time) => `<${time.toISOString().slice(8, 13)}>`, "")).toBe(
    "At least one message dies between <27T14> and <29T09>. The age behind this was last read <25T11>.",
  );
});
