const LONGEST_NAME = 80;
const LONGEST_TOKEN = 64;

/** How this one redrive is known to Step Functions: asked again for the same item of the same run, it is the same. */
export function redriveToken(runId: string, position: number): string {
  return `dlo-${runId}-${position}`.slice(0, LONGEST_TOKEN);
}

/**
 * The name of the new execution of an item: the same each time it is asked for, another for each run, at most 80 characters.
 * It begins with the name of the old one, so that people find it beside it.
 */
export function newExecutionName(oldName: string, runId: string, position: number): string {
  const suffix = `-${runId}-${position}`;
  const kept = [...oldName].reduce(
    (text, character) => (text.length + character.length + suffix.length > LONGEST_NAME ? text : text + character),
    "",
  );
  return `${kept}${suffix}`;
}

/** The ARN that an execution of this name has. */
export function executionArnOf(machineArn: string, name: string): string {
  const [arn, partition, service, region, account, , machine] = machineArn.split(":");
  return [arn, partition, service, region, account, "execution", machine, name].join(":");
}

/** The state machine of an execution, by its ARN; undefined when it is none of a standard machine. */
export function machineArnOf(executionArn: string): string | undefined {
  const [arn, partition, service, region, account, kind, machine, name] = executionArn.split(":");
  if (service !== "states" || kind !== "execution" || !machine || !name) return undefined;
  return [arn, partition, service, region, account, "stateMachine", machine].join(":");
}

export function executionNameOf(executionArn: string): string {
  return executionArn.split(":").slice(7).join(":");
}

/** One end of one execution, as items of plans name it by its hash: one that failed again has another. */
export function endKey(executionArn: string, stoppedAt: string): string {
  return `${executionArn} ${stoppedAt}`;
}
