import { DeleteFunctionCommand } from "@aws-sdk/client-lambda";
import { ensureRule, ruleNamed } from "../estate/estate-buses";
import { behave, ensureFunction, functionNamed } from "../estate/estate-functions";
import { stockLow } from "../estate/happenings";
import type { Incident } from "./incident";

const REORDER = functionNamed("reorder");

/** A function that a rule still names is deleted, and made again later. */
export const deletedTarget: Incident = {
  name: "deleted-target",
  title: "The function reorder, target of the rule stock-low, is deleted",
  shows: "fan-out-dlq at once, ERROR_CODE NO_RESOURCE",
  lastsSeconds: 180,
  fills: "fan-out-dlq",
  async begin(estate, draw) {
    await estate.at(REORDER.at).lambda.send(new DeleteFunctionCommand({ FunctionName: REORDER.name }));
    for (let count = 0; count < 2; count += 1) await stockLow(estate, draw(), { quantity: 0 });
  },
  async end(estate) {
    await ensureFunction(estate, REORDER);
    await behave(estate, [REORDER.name]);
    await ensureRule(estate, ruleNamed("stock-low"));
  },
};
