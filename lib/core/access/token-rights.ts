import type { Capability } from "./capabilities";
import type { Selector } from "./selector";

/** What a token was made for. Its owner's rights bound it besides. */
export interface TokenRights {
  readonly id: string;
  readonly name: string;
  readonly capabilities: readonly Capability[];
  readonly selector: Selector;
  readonly maxMessages: number | null;
  readonly ownerId: string;
}
export interface LiveToken extends TokenRights {
  readonly hash: string;
  readonly ownerEmail: string;
  /** Whether a minute has passed since its use was last noted. */
  readonly isUseStale: boolean;
}
