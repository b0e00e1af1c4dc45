import { PRODUCTION } from "../places";
import { type Draw, type Letter, type LineOfBusiness, pick, read } from "./line-of-business";

const CITIES = ["Utrecht", "Köln", "Gent", "Łódź", "Lyon", "Århus"] as const;
const ARTICLES = ["kettle-1l", "lamp-oak", "chair-felt", "mug-set-4", "rug-blue"] as const;

/**
 * Two failures in one dead-letter queue. Pickup orders have no delivery address, and the consumer reads its postcode:
 * still so. The warehouse API was away for two hours: it is back, and those orders go through when they are sent again.
 */
export const orders: LineOfBusiness = {
  queue: { name: "orders", account: PRODUCTION, region: "eu-central-1", maxReceiveCount: 3, retentionDays: 4 },
  letter: (draw) => order(draw, { method: "parcel", address: addressOf(draw) }),
  judge: ({ body }) => (read(body, "delivery", "address") === null ? "fails" : "done"),
  failures: [
    {
      name: "pickup order without address",
      letter: (draw) => order(draw, { method: "pickup", store: `S${1 + (draw.number % 9)}`, address: null }),
      past: [
        [14, 2],
        [11, 4],
        [9, 5],
        [6, 7],
        [4, 4],
        [2, 3],
        [1, 3],
      ],
      weight: 4,
    },
    {
      name: "warehouse API not reachable",
      letter: (draw) =>
        order(
          draw,
          { method: "parcel", address: addressOf(draw) },
          {
            attempts: 3,
            lastError: {
              name: "FetchError",
              message: `reserve failed for order ord-${draw.number}: connect ETIMEDOUT 10.20.4.${2 + (draw.number % 3)}:443 (warehouse-api:443)`,
            },
          },
        ),
      past: [
        [8, 13],
        [7, 11],
      ],
      weight: 0,
    },
  ],
};

function order(draw: Draw, delivery: object, more: object = {}): Letter {
  const article = pick(ARTICLES, draw.chance());
  const lines = [
    { sku: article, quantity: 1 + Math.floor(draw.chance() * 3), priceCents: 1295 + (draw.number % 40) * 50 },
  ];
  const customer = { id: `cus-${1000 + (draw.number % 700)}`, email: `customer${draw.number % 700}@shop.example` };
  const body = { type: "OrderPlaced", version: 3, orderId: `ord-${draw.number}`, customer, lines, delivery, ...more };
  return { body: JSON.stringify(body), attributes: { source: "web-shop" } };
}

function addressOf(draw: Draw) {
  return {
    street: `Kerkstraat ${1 + (draw.number % 120)}`,
    postcode: `${1000 + (draw.number % 900)}`,
    city: pick(CITIES, draw.chance()),
  };
}
