import { PRODUCTION } from "../places";
import { type Draw, type Letter, type LineOfBusiness, read } from "./line-of-business";

const MOST_LINES_IN_TIME = 200;

/**
 * The consumer is a Lambda function that writes what it cannot do to the dead-letter queue, with the error and the
 * request beside each other. Rates sent as text are refused: still so. Long invoices timed out: it has more memory now
 * when an invoice comes a second time.
 */
export const invoices: LineOfBusiness = {
  queue: { name: "invoices", account: PRODUCTION, region: "eu-central-1", maxReceiveCount: 5, retentionDays: 7 },
  letter: (draw) => invoice(draw, 19, 1 + (draw.number % 6)),
  judge: (letter) => {
    const isSecondTry = read(letter.body, "requestPayload") !== undefined;
    const path = isSecondTry ? ["requestPayload"] : [];
    if (typeof read(letter.body, ...path, "vatRate") === "string")
      return { givesUpWith: isSecondTry ? letter : schemaError(letter) };
    const isLong = Number(read(letter.body, ...path, "lineCount")) > MOST_LINES_IN_TIME;
    return isLong && !isSecondTry ? { givesUpWith: timedOut(letter) } : "done";
  },
  failures: [
    {
      name: "VAT rate sent as text",
      letter: (draw) => invoice(draw, "19,0", 1 + (draw.number % 6)),
      epitaph: schemaError,
      past: [
        [20, 3],
        [13, 4],
        [5, 6],
        [3, 4],
      ],
      weight: 2,
    },
    {
      name: "long invoice timed out",
      letter: (draw) => invoice(draw, 19, 400 + (draw.number % 300)),
      epitaph: timedOut,
      past: [
        [18, 2],
        [12, 3],
        [6, 4],
        [1, 2],
      ],
      weight: 1,
    },
  ],
};

function invoice(draw: Draw, vatRate: number | string, lineCount: number): Letter {
  const totalCents = lineCount * 1850 + (draw.number % 90);
  const body = {
    type: "InvoiceRequested",
    invoiceId: `inv-${draw.number}`,
    orderId: `ord-${draw.number - 17}`,
    vatRate,
    lineCount,
    totalCents,
  };
  return { body: JSON.stringify(body) };
}

function schemaError({ body }: Letter): Letter {
  return failedRequest(body, {
    errorType: "SchemaValidationError",
    errorMessage: `invoice ${read(body, "invoiceId")}: /vatRate must be number, got string "19,0"`,
    stackTrace: [
      "SchemaValidationError: /vatRate must be number",
      "    at assertValid (/var/task/src/validate.js:41:11)",
      "    at render (/var/task/src/render-invoice.js:18:3)",
      "    at Runtime.handler (/var/task/src/index.js:9:10)",
    ],
  });
}

function timedOut({ body }: Letter): Letter {
  return failedRequest(body, { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 30.00 seconds" });
}

function failedRequest(body: string, error: object): Letter {
  return { body: JSON.stringify({ ...error, functionName: "render-invoice", requestPayload: JSON.parse(body) }) };
}
