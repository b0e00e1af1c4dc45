import { emails } from "./emails";
import { invoices } from "./invoices";
import type { LineOfBusiness } from "./line-of-business";
import { newsletter } from "./newsletter";
import { orders } from "./orders";
import { payments } from "./payments";
import { refunds } from "./refunds";
import { returns } from "./returns";
import { stock } from "./stock";

/** All that the shop does: eight queues with a dead-letter queue each. */
export const SHOP: readonly LineOfBusiness[] = [
  orders,
  invoices,
  payments,
  emails,
  newsletter,
  stock,
  returns,
  refunds,
];
