import { type Connected, THE_SHOP } from "../connect-accounts";
import { SHARED_BUS } from "../places";
import { estateDeadLetterQueues } from "./estate-queues";

/** The eight lines of business and the estate: three accounts. */
export const WHOLE_SHOP: Connected = {
  accounts: [...THE_SHOP.accounts, SHARED_BUS],
  deadLetterQueues: [...THE_SHOP.deadLetterQueues, ...estateDeadLetterQueues()],
};
