import type { InputOf, OperationId } from "@/lib/contract";

/** A changing operation with what is right for it, the audit action that it leaves, and what names something absent. */
export interface Case<K extends OperationId = OperationId> {
  readonly id: K;
  /** Which kind of it, where one operation does several things. */
  readonly of?: string;
  readonly right: () => Promise<InputOf<K>> | InputOf<K>;
  readonly leaves: string;
  readonly absent?: InputOf<K>;
}

/** Forgets of which operation a case is, once its parts were seen to fit together. */
export const aCase = <K extends OperationId>(entry: Case<K>): Case => entry as unknown as Case;

/** An id that names nothing. */
export const anId = (prefix: string) => `${prefix}_00000000000000000000`;
