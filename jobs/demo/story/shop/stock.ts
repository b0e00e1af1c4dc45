import { ACCEPTANCE } from "../places";
import { type Draw, type Letter, type LineOfBusiness, read } from "./line-of-business";

/**
 * The worker reports its own crashes. An old one was repaired; its messages go through when they are sent again. A new
 * one came with the last release: those come back.
 */
export const stock: LineOfBusiness = {
  queue: { name: "stock", account: ACCEPTANCE, region: "eu-central-1", maxReceiveCount: 3, retentionDays: 4 },
  letter: (draw) => count(draw, { kind: "delivery", warehouse: "AMS-2" }),
  judge: (letter) => {
    const isSecondTry = read(letter.body, "message") !== undefined;
    const kind = read(letter.body, ...(isSecondTry ? ["message"] : []), "kind");
    if (kind !== "reservation") return "done";
    return { givesUpWith: isSecondTry ? letter : crashed(letter, RESERVATION_CRASH) };
  },
  failures: [
    {
      name: "no warehouse (repaired)",
      letter: (draw) => count(draw, { kind: "correction" }),
      epitaph: (letter) => crashed(letter, WAREHOUSE_CRASH),
      past: [
        [23, 5],
        [19, 6],
        [15, 3],
      ],
      weight: 0,
    },
    {
      name: "reservations since 2.4.0",
      letter: (draw) => count(draw, { kind: "reservation", warehouse: "AMS-2" }),
      epitaph: (letter) => crashed(letter, RESERVATION_CRASH),
      past: [],
      weight: 3,
    },
  ],
};

const WAREHOUSE_CRASH = {
  name: "TypeError",
  message: "Cannot read properties of undefined (reading 'toUpperCase')",
  stack:
    "TypeError: Cannot read properties of undefined (reading 'toUpperCase')\n    at warehouseOf (/app/dist/stock/count.js:88:31)\n    at apply (/app/dist/stock/apply.js:23:17)",
};
const RESERVATION_CRASH = {
  name: "ReferenceError",
  message: "reservedUntil is not defined",
  stack:
    "ReferenceError: reservedUntil is not defined\n    at reserve (/app/dist/stock/reserve.js:52:9)\n    at apply (/app/dist/stock/apply.js:31:17)",
};

function count(draw: Draw, more: object): Letter {
  const body = { type: "StockCounted", sku: `sku-${draw.number % 300}`, quantity: draw.number % 40, ...more };
  return { body: JSON.stringify(body) };
}

function crashed({ body }: Letter, error: object): Letter {
  return { body: JSON.stringify({ error, consumer: "stock-worker", message: JSON.parse(body) }) };
}
