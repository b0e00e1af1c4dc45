import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import type { SimulatedWorld } from "@/simulator/world";
import { ACCOUNT, type Clients, REGION, sim } from "./sim-clients";

export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** Creates a function as a deployment would. */
export async function aFunction({ lambda }: Clients, FunctionName: string, settings = {}) {
  return lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: `arn:aws:iam::${ACCOUNT}:role/${FunctionName}`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: Buffer.from(`code of ${FunctionName}`) },
      ...settings,
    }),
  );
}

/** Declares what a function does, and the function when there is none. */
export async function behave(url: string, name: string, behaviour: readonly unknown[], settings = {}) {
  const answer = await sim(url, "POST", "/setup", {
    functions: [{ arn: functionArn(name), behaviour, ...settings }],
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** The sum of a metric of one function over all time; undefined when it has no datapoint. */
export function metricSum(world: SimulatedWorld, metric: string, name: string): number | undefined {
  const found = world.vended.metrics
    .list(ACCOUNT, REGION)
    .find((one) => one.name === metric && one.dimensions.some(({ Value }) => Value === name));
  return found && [...found.minutes.values()].reduce((sum, datum) => sum + datum.sum, 0);
}

/** What a function has printed. */
export function printed(world: SimulatedWorld, name: string): string[] {
  return world.logs.groups.get(ACCOUNT, REGION, `/aws/lambda/${name}`)?.lines.map(({ message }) => message) ?? [];
}
