import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { functionNamed } from "../estate/estate-functions";
import { orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

const FRAUD_CHECK = functionNamed("fraud-check");

/** No concurrency is left for it: events wait, and after two minutes they are too old. */
export const throttledFunction: Incident = {
  name: "throttled-function",
  title: "The function fraud-check has no concurrency left",
  lastsSeconds: 300,
  fills: "async-failures-dlq",
  async begin(estate, draw) {
    const wish = { FunctionName: FRAUD_CHECK.name, ReservedConcurrentExecutions: 0 };
    await estate.at(FRAUD_CHECK.at).lambda.send(new PutFunctionConcurrencyCommand(wish));
    for (let count = 0; count < 3; count += 1) await orderPlaced(estate, draw());
  },
  async end(estate) {
    const { lambda } = estate.at(FRAUD_CHECK.at);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: FRAUD_CHECK.name }));
  },
};
