import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { DefinitionProblem, definitionOf } from "../definition/check-definition";
import { invalidName, notSimulated, validationError } from "../errors";
import { isExecutionName } from "../execution-input";
import { checkedMachineArn, executionIn, machineIn, requiredText } from "../find-by-arn";
import { pageOf } from "../page";
import { tagsIn } from "../read-tags";
import { removeIfIdle } from "../run/end-execution";
import type { StateMachine } from "../state";

type Input = Readonly<Record<string, unknown>>;

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/;

/** Step Functions CreateStateMachine; the same name, definition and type again give the same machine. */
export function CreateStateMachine(call: Call, input: Input) {
  const { world, accountId, region } = call;
  const name = requiredText(input, "name");
  const arn = `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
  if (!isExecutionName(name)) throw invalidName(name);
  call.authorize(arn);
  const definition = checkDefinition(requiredText(input, "definition"));
  const roleArn = checkRole(requiredText(input, "roleArn"));
  const type = textIn(input, "type") ?? "STANDARD";
  if (type !== "STANDARD" && type !== "EXPRESS") throw validationError(`Invalid state machine type: '${type}'`);
  checkUnsupported(input);
  const now = world.clock.now();
  const existing = world.stepFunctions.machine(arn);
  if (existing) return same(existing, definition, type);
  const revision = world.uuid();
  const machine: StateMachine = {
    accountId,
    region,
    name,
    arn,
    type,
    createdAt: now,
    status: "ACTIVE",
    revisions: { [revision]: { definition, roleArn, at: now } },
    currentRevision: revision,
    loggingConfiguration: input.loggingConfiguration,
    tracingConfiguration: input.tracingConfiguration,
    tags: tagsIn(input),
  };
  world.stepFunctions.machines.put(machine);
  return { stateMachineArn: arn, creationDate: new Date(now) };
}

function same(machine: StateMachine, definition: string, type: string) {
  if (machine.status === "DELETING") throw deleting(machine);
  const { definition: current } = currentOf(machine);
  if (current !== definition || machine.type !== type) {
    throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${machine.arn}'`);
  }
  return { stateMachineArn: machine.arn, creationDate: new Date(machine.createdAt) };
}

/** Step Functions UpdateStateMachine: new executions follow it; running ones keep what they started with. */
export function UpdateStateMachine(call: Call, input: Input) {
  const machine = machineIn(call, input);
  checkUnsupported(input);
  const [definition, roleArn] = [textIn(input, "definition"), textIn(input, "roleArn")];
  const members = ["loggingConfiguration", "tracingConfiguration"] as const;
  if (definition === undefined && roleArn === undefined && members.every((name) => input[name] === undefined)) {
    throw new AwsError("MissingRequiredParameter", "Either the definition, the role ARN, or both must be specified");
  }
  if (machine.status === "DELETING") throw deleting(machine);
  const before = currentOf(machine);
  const revision = {
    definition: definition === undefined ? before.definition : checkDefinition(definition),
    roleArn: roleArn === undefined ? before.roleArn : checkRole(roleArn),
    at: call.world.clock.now(),
  };
  const revisionId = call.world.uuid();
  machine.revisions[revisionId] = revision;
  machine.currentRevision = revisionId;
  for (const name of members) if (input[name] !== undefined) machine[name] = input[name];
  return { updateDate: new Date(revision.at), revisionId };
}

/** Step Functions DescribeStateMachine. */
export function DescribeStateMachine(call: Call, input: Input) {
  const machine = machineIn(call, input);
  const { definition, roleArn } = currentOf(machine);
  const { arn, name, status, type, createdAt, currentRevision, loggingConfiguration, tracingConfiguration } = machine;
  return {
    stateMachineArn: arn,
    name,
    status,
    definition: textIn(input, "includedData") === "METADATA_ONLY" ? "{}" : definition,
    roleArn,
    type,
    creationDate: new Date(createdAt),
    loggingConfiguration: loggingConfiguration ?? { level: "OFF", includeExecutionData: false },
    tracingConfiguration: tracingConfiguration ?? { enabled: false },
    revisionId: currentRevision,
  };
}

/** Step Functions DescribeStateMachineForExecution: the definition and role with which it started. */
export function DescribeStateMachineForExecution(call: Call, input: Input) {
  const { execution, machine } = executionIn(call, input);
  const revision = machine.revisions[execution.revisionId] ?? currentOf(machine);
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    definition: textIn(input, "includedData") === "METADATA_ONLY" ? "{}" : revision.definition,
    roleArn: revision.roleArn,
    updateDate: new Date(revision.at),
    loggingConfiguration: machine.loggingConfiguration ?? { level: "OFF", includeExecutionData: false },
    tracingConfiguration: machine.tracingConfiguration ?? { enabled: false },
    revisionId: execution.revisionId,
  };
}

/** Step Functions ListStateMachines, by name. */
export function ListStateMachines(call: Call, input: Input) {
  call.authorize("*");
  const machines = call.world.stepFunctions.machines.list(call.accountId, call.region);
  const { shown, nextToken } = pageOf(machines, input, ({ name }) => name);
  const stateMachines = shown.map(({ arn, name, type, createdAt }) => ({
    stateMachineArn: arn,
    name,
    type,
    creationDate: new Date(createdAt),
  }));
  return { stateMachines, nextToken };
}

/** Step Functions DeleteStateMachine: gone with its last running execution; one that does not exist is no error. */
export function DeleteStateMachine(call: Call, input: Input) {
  const arn = checkedMachineArn(call, requiredText(input, "stateMachineArn"));
  const machine = call.world.stepFunctions.machine(arn);
  if (machine) {
    machine.status = "DELETING";
    removeIfIdle(call.world, machine);
  }
  return {};
}

function checkDefinition(text: string): string {
  try {
    definitionOf(text);
    return text;
  } catch (error) {
    if (error instanceof DefinitionProblem) throw new AwsError("InvalidDefinition", error.message);
    throw error;
  }
}

function checkRole(arn: string): string {
  if (ROLE_ARN.test(arn)) return arn;
  throw new AwsError("InvalidArn", `Invalid Role Arn: '${arn}'`);
}

function checkUnsupported({ publish, encryptionConfiguration }: Input): void {
  if (publish === true) throw notSimulated("publish");
  const isPlain = Object(encryptionConfiguration ?? { type: "AWS_OWNED_KEY" }).type === "AWS_OWNED_KEY";
  if (!isPlain) throw notSimulated("encryptionConfiguration with a customer's key");
}

function currentOf(machine: StateMachine) {
  const revision = machine.revisions[machine.currentRevision];
  if (!revision) throw new Error(`${machine.arn} has no current definition`);
  return revision;
}

function deleting({ arn }: StateMachine): AwsError {
  return new AwsError("StateMachineDeleting", `State Machine Deleting: '${arn}'`);
}
