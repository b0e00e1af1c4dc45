import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { startSubject } from "./subject";
import { makeQueue } from "./throughput";

const QUEUES = 100;
const REAL_SECONDS = 3;
const ACCOUNT = "111122223333";

export interface IdleFigures {
  /** CPU time that an hour of the simulated clock takes. */
  readonly cpuMsPerSimulatedHour: number;
  /** Share of one core while nothing is asked and time runs as it does. */
  readonly cpuShareAtRest: number;
}

/** What 100 empty queues cost, each with a function that polls it, in a simulator of their own. */
export async function measureIdle(): Promise<IdleFigures> {
  const subject = await startSubject("simulator");
  try {
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "rehearsal" };
    const lambda = new LambdaClient({ endpoint: subject.url, region: "us-east-1", credentials });
    const Role = `arn:aws:iam::${ACCOUNT}:role/worker`;
    const Code = { ZipFile: Buffer.from("code") };
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: "worker",
        Role,
        Code,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
      }),
    );
    for (let queue = 0; queue < QUEUES; queue++) {
      await makeQueue(subject, `idle-${queue}`);
      const EventSourceArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:idle-${queue}`;
      await lambda.send(new CreateEventSourceMappingCommand({ FunctionName: "worker", EventSourceArn }));
    }
    lambda.destroy();
    await advance(subject.url, 60);
    const before = await subject.usage();
    await advance(subject.url, 3600);
    const between = await subject.usage();
    await new Promise((resolve) => setTimeout(resolve, REAL_SECONDS * 1000));
    const after = await subject.usage();
    return {
      cpuMsPerSimulatedHour: between.cpuMs - before.cpuMs,
      cpuShareAtRest: (after.cpuMs - between.cpuMs) / (REAL_SECONDS * 1000),
    };
  } finally {
    await subject.stop();
  }
}

async function advance(url: string, seconds: number): Promise<void> {
  const answer = await fetch(`${url}/_sim/advance`, { method: "POST", body: JSON.stringify({ seconds }) });
  if (!answer.ok) throw new Error(`the clock did not advance: ${await answer.text()}`);
}
