import type { InputOf } from "@/lib/contract";

export const MESSAGE_VIEWS = ["present", "all"] as const;
export type MessagesView = (typeof MESSAGE_VIEWS)[number];

const PAGE_ITEMS = 50;

/** The messages of a class: those believed to be in the queue, or every one ever seen. */
export function messagesInput(classId: string, view: MessagesView): InputOf<"listFailedMessages"> {
  return { classId, limit: PAGE_ITEMS, ...(view === "present" ? { state: "present" } : {}) };
}
