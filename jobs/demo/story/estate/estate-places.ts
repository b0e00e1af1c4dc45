import { ACCEPTANCE, PARTNER, PRODUCTION, SHARED_BUS, type ShopAccount } from "../places";

/** An account in one Region. */
export interface Place {
  readonly account: ShopAccount;
  readonly region: string;
}

/** Where nearly everything of the shop runs. */
export const SHOP: Place = { account: PRODUCTION, region: "eu-central-1" };
/** Shipping lives in the other Region. */
export const SHIPPING: Place = { account: PRODUCTION, region: "eu-west-1" };
export const BUS: Place = { account: SHARED_BUS, region: "eu-central-1" };
/** Gets the real orders to rehearse on. */
export const REHEARSAL: Place = { account: ACCEPTANCE, region: "eu-central-1" };
/** Where the carrier listens; what happens there is its own affair. */
export const CARRIER: Place = { account: PARTNER, region: "eu-central-1" };

/** `arnIn(SHOP, "sqs", "picking")`. */
export function arnIn({ account, region }: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account.awsAccountId}:${resource}`;
}

export function functionArn(at: Place, name: string): string {
  return arnIn(at, "lambda", `function:${name}`);
}

/** A rule on a bus of its own. */
export function ruleArn(at: Place, bus: string, rule: string): string {
  return arnIn(at, "events", `rule/${bus}/${rule}`);
}
