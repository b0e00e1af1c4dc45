import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { openEstate } from "../../../jobs/demo/story/estate/estate";
import { functionNamed } from "../../../jobs/demo/story/estate/estate-functions";
import { arnIn, SHOP } from "../../../jobs/demo/story/estate/estate-places";

const endpoint = () => process.env.DLO_E2E_AWS_ENDPOINT ?? "";

/** Which of these functions of the shop ran since then, asked of their own logs and not of the product. */
export async function ranSince(sinceMs: number, names: readonly string[]): Promise<string[]> {
  const ran = names.map(async (name) => ((await runsOf(name, sinceMs)) > 0 ? [name] : []));
  return (await Promise.all(ran)).flat();
}

/** How many executions of a state machine of the shop stand so in Step Functions. */
export async function executionsIn(machine: string, statusFilter: "FAILED" | "SUCCEEDED"): Promise<string[]> {
  const estate = openEstate(endpoint());
  const stateMachineArn = arnIn(SHOP, "states", `stateMachine:${machine}`);
  const { executions = [] } = await estate
    .at(SHOP)
    .sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 1000 }));
  estate.close();
  return executions.map(({ executionArn = "" }) => executionArn);
}

async function runsOf(name: string, startTime: number): Promise<number> {
  const { account, region } = functionNamed(name).at;
  const credentials = { accessKeyId: account.awsAccountId, secretAccessKey: "simulated" };
  const logs = new CloudWatchLogsClient({ endpoint: endpoint(), region, credentials });
  const look = new FilterLogEventsCommand({
    logGroupName: `/aws/lambda/${name}`,
    startTime,
    filterPattern: '"END RequestId"',
  });
  const { events = [] } = await logs.send(look);
  logs.destroy();
  return events.length;
}
