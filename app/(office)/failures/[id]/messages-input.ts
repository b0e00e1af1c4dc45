import type { Parameters } from "@/app/_components/page-parameters";
import { choiceIn } from "@/app/_components/page-parameters";
import type { InputOf } from "@/lib/contract";

export const MESSAGE_VIEWS = ["present", "all"] as const;
export type MessagesView = (typeof MESSAGE_VIEWS)[number];

/** Which messages of the class are asked for, as the address says it. */
export interface MessagesChoice {
  readonly view: MessagesView;
  readonly q: string;
}

const PAGE_ITEMS = 50;

export function messagesChoice(parameters: Parameters): MessagesChoice {
  return { view: choiceIn(parameters, "messages", MESSAGE_VIEWS), q: parameters.get("q")?.trim() ?? "" };
}

/** The messages of a class: those believed to be in the queue, or every one ever seen; of these what the filter says. */
export function messagesInput(classId: string, { view, q }: MessagesChoice): InputOf<"listFailedMessages"> {
  return { classId, limit: PAGE_ITEMS, ...(view === "present" ? { state: "present" } : {}), ...(q ? { q } : {}) };
}
