import { ACCEPTANCE } from "../../jobs/demo/story/places";
import type { World } from "../support/world";
import type { Receiver } from "./receiver";

/** Who is called for what, by names of resources; the last line that matches wins. */
const ANSWERS_FOR = {
  commerce: [
    ...["picking*", "loyalty*", "fan-out-dlq", "order-placed", "order-notices", "notify-customer", "fraud-check"],
    ...["checkout-saga", "reserve-stock", "capture-payment", "release-stock"],
  ],
  stock: [
    ...["stock-*", "reorder", "async-failures-dlq", "search-index*", "price-cache*", "shelf-counter", "count-shelves"],
    ...["click*", "visit-scorer", "score-visits"],
  ],
  payments: ["payment-*", "webhook-reader", "ledger-writer", "refund-*", "find-payment", "pay-back"],
  shipping: ["parcel-labels*", "label-printer", "quote*", "ask-*", "order-shipped", "shipments", "shipping*"],
  platform: ["shop-events*", "event-audit*", "audit-writer", "to-*", "everything-*"],
} as const;
export type Owner = keyof typeof ANSWERS_FOR;
export const OWNERS = Object.keys(ANSWERS_FOR).filter((name): name is Owner => name in ANSWERS_FOR);

/** No daylight saving, and half an hour off: weeks begin on Sunday at 18:30 UTC. */
export const ZONE = "Asia/Kolkata";
const AS_IS = { severity: "as-is", repeatMinutes: 240 } as const;
const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

/** Says who owns what. */
export async function setOwners(world: World): Promise<void> {
  const owners = OWNERS.flatMap((owner) => ANSWERS_FOR[owner].map((name) => ({ match: { name }, owner })));
  const rehearsal = { match: { account: ACCEPTANCE.name }, owner: "platform" };
  await world.ask("applyConfig", { document: { version: 1, owners: [...owners, rehearsal] }, prune: false });
}

/**
 * Gives each owner a webhook, and routes to each what is theirs. The account to rehearse on pages too, because somebody said
 * so; what is nobody's goes to the platform.
 */
export async function setUpOnCall(world: World, receiver: Receiver): Promise<void> {
  for (const owner of OWNERS)
    await world.ask("createChannel", {
      kind: "webhook",
      name: owner,
      config: { url: receiver.urlFor(owner) },
      secret: { signingKey: receiver.signingKey },
    });
  await world.ask("putAlertSettings", {
    routes: [
      {
        name: "rehearsal",
        match: { account: ACCEPTANCE.name, conditions: ["account-blind", "class-new", "class-regressed"] },
        channels: ["platform"],
        severity: "page",
        repeatMinutes: 240,
      },
      ...OWNERS.map((owner) => ({ ...AS_IS, name: owner, match: { owner }, channels: [owner] })),
      { ...AS_IS, name: "nobody's", match: {}, channels: ["platform"] },
    ],
    staffedHours: [{ zone: ZONE, weekly: [{ days: [...WORKDAYS], from: "09:00", until: "18:00" }] }],
    review: {
      isOn: true,
      zone: ZONE,
      day: "mon",
      at: "07:00",
      channels: ["platform"],
      unit: { one: "order", many: "orders" },
    },
  });
}
