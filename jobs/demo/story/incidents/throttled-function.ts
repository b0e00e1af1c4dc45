import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { behave, functionNamed } from "../estate/estate-functions";
import { orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

const FRAUD_CHECK = functionNamed("fraud-check");
const BURST = 12;

/** Slow, and only one at a time: of a burst some events never get their turn, and after two minutes they are too old. */
export const throttledFunction: Incident = {
  name: "throttled-function",
  title: "The function fraud-check is slow and may run only once at a time",
  shows: "throttles of fraud-check; async-failures-dlq, ErrorCode 429, after 2 min",
  lastsSeconds: 300,
  fills: "async-failures-dlq",
  async begin(estate, draw) {
    const wish = { FunctionName: FRAUD_CHECK.name, ReservedConcurrentExecutions: 1 };
    await estate.at(FRAUD_CHECK.at).lambda.send(new PutFunctionConcurrencyCommand(wish));
    await behave(estate, [FRAUD_CHECK.name], { [FRAUD_CHECK.name]: [{ ms: 4500 }] });
    for (let count = 0; count < BURST; count += 1) await orderPlaced(estate, draw());
  },
  async end(estate) {
    const { lambda } = estate.at(FRAUD_CHECK.at);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: FRAUD_CHECK.name }));
    await behave(estate, [FRAUD_CHECK.name]);
  },
};
