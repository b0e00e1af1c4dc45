export interface ShopAccount {
  readonly name: string;
  readonly awsAccountId: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly regions: string[];
  /** The access key of the shop's own producers and consumers. */
  readonly accessKeyId: string;
}

export const PRODUCTION: ShopAccount = {
  name: "shop-prd",
  awsAccountId: "111111111111",
  environment: "prd",
  isProduction: true,
  regions: ["eu-central-1", "eu-west-1"],
  accessKeyId: "AKIASHOPPRDSOFTWARE1",
};
export const ACCEPTANCE: ShopAccount = {
  name: "shop-sat",
  awsAccountId: "222222222222",
  environment: "sat",
  isProduction: false,
  regions: ["eu-central-1", "eu-west-1"],
  accessKeyId: "AKIASHOPSATSOFTWARE1",
};
export const SHOP_ACCOUNTS = [PRODUCTION, ACCEPTANCE];
/** Its bus takes the events of the whole shop and hands them on to the other accounts. */
export const SHARED_BUS: ShopAccount = {
  name: "shop-events",
  awsAccountId: "333333333333",
  environment: "prd",
  isProduction: true,
  regions: ["eu-central-1", "eu-west-1"],
  accessKeyId: "AKIASHOPBUSSOFTWARE1",
};

/** Somebody else's account, which the shop tells of its parcels: nobody here may look into it, and it is never connected. */
export const PARTNER: ShopAccount = {
  name: "carrier",
  awsAccountId: "444444444444",
  environment: "prd",
  isProduction: true,
  regions: ["eu-central-1"],
  accessKeyId: "AKIACARRIERSOFTWARE1",
};

/** The read role of this account was written for one Region: the other is blind. */
export const BLIND = { account: ACCEPTANCE, seenRegion: "eu-central-1", blindRegion: "eu-west-1" };
/** Nobody switched indexing on for this dead-letter queue: its messages are counted, never read. */
export const UNREAD_DEAD_LETTER_QUEUE = "newsletter-dlq";

/** A queue of the shop with the dead-letter queue beside it. */
export interface ShopQueue {
  readonly name: string;
  readonly account: ShopAccount;
  readonly region: string;
  readonly maxReceiveCount: number;
  readonly retentionDays: number;
  /** As long as the queue's own when not said: the usual oversight. */
  readonly deadLetterRetentionDays?: number;
}

export function isFifo(queue: ShopQueue): boolean {
  return queue.name.endsWith(".fifo");
}

export function deadLetterQueueOf(queue: ShopQueue): string {
  return isFifo(queue) ? queue.name.replace(/\.fifo$/, "-dlq.fifo") : `${queue.name}-dlq`;
}

export function arnOf(queue: ShopQueue, name = queue.name): string {
  return `arn:aws:sqs:${queue.region}:${queue.account.awsAccountId}:${name}`;
}
