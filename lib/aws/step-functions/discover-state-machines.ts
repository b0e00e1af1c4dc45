import { createHash } from "node:crypto";
import {
  DescribeStateMachineCommand,
  type DescribeStateMachineCommandOutput,
  ListStateMachinesCommand,
} from "@aws-sdk/client-sfn";
import { functionsCalled } from "@/lib/core/executions/functions-called";
import { allPages } from "../all-pages";
import type { Described, InventorySource, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf } from "../summary";
import { isAboutKey } from "./about-key";

export function stateMachinesSource(door: Door): InventorySource {
  return {
    feature: "state-machines",
    kinds: ["state-machine"],
    list: () => listStateMachines(door),
    describe: (listed) => describeStateMachine(door, listed),
  };
}

async function listStateMachines(door: Door): Promise<Listed[]> {
  const machines = await allPages(async (nextToken) => {
    const page = await call(door, { action: "states:ListStateMachines", isControlPlane: true }, (wire) =>
      door.clients.sfn.send(new ListStateMachinesCommand({ nextToken, maxResults: 1000 }), wire),
    );
    return { items: page.stateMachines, next: page.nextToken };
  });
  return machines.flatMap((machine): Listed[] => {
    const { stateMachineArn: arn, name } = machine;
    return arn && name ? [{ kind: "state-machine", arn, name, summary: summaryOf(machine) }] : [];
  });
}

async function describeStateMachine(door: Door, { arn }: Listed): Promise<Described<"state-machine">> {
  const told = await readMachine(door, arn, "ALL_DATA").catch((error) => {
    // The definition lies under a customer's key: all but it can be read without the key.
    if (isAboutKey(error)) return readMachine(door, arn, "METADATA_ONLY");
    throw error;
  });
  const definition = told.definition === "{}" ? undefined : told.definition;
  return {
    config: {
      type: told.type === "EXPRESS" ? "EXPRESS" : "STANDARD",
      roleArn: told.roleArn ?? null,
      definitionSha256: definition ? createHash("sha256").update(definition).digest("hex") : null,
      functionArns: definition ? functionsCalled(definition, arn) : null,
      logLevel: told.loggingConfiguration?.level ?? "OFF",
    },
    observed: { status: told.status },
  };
}

function readMachine(
  door: Door,
  stateMachineArn: string,
  includedData: "ALL_DATA" | "METADATA_ONLY",
): Promise<DescribeStateMachineCommandOutput> {
  const options = { action: "states:DescribeStateMachine", resource: stateMachineArn, isControlPlane: true };
  const command = new DescribeStateMachineCommand({ stateMachineArn, includedData });
  return call(door, options, (wire) => door.clients.sfn.send(command, wire));
}
