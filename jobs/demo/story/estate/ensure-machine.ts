import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import type { Estate } from "./estate";
import { functionArn, SHOP } from "./estate-places";
import { roleFor } from "./estate-roles";
import { unlessThere } from "./unless-there";

/** A state that runs a function of the shop. */
export function task(functionName: string, more: object) {
  return { Type: "Task", Resource: functionArn(SHOP, functionName), ...more };
}

/** Makes a standard state machine of the shop, unless it is there. */
export async function ensureMachine(estate: Estate, name: string, definition: object): Promise<void> {
  const wish = {
    name,
    type: "STANDARD" as const,
    definition: JSON.stringify(definition),
    roleArn: roleFor("states", SHOP.account),
  };
  await unlessThere(estate.at(SHOP).sfn.send(new CreateStateMachineCommand(wish)));
}
