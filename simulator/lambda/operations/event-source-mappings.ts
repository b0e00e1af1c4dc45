import type { Call, Operation } from "../../service";
import { booleanIn, textIn } from "../../wire/input";
import { conflict, functionNotFound, invalidParameter, notFound, validationError } from "../errors";
import type { Mapping } from "../event-source-mappings";
import { functionArn, parseFunctionName, requireVersion } from "../function-name";
import type { LambdaFunction } from "../functions-state";
import { mappingSettings } from "../mapping-settings";
import { forgetMapping, startMapping } from "../start-mapping";

type Input = Readonly<Record<string, unknown>>;

/** Creates a mapping; it is Enabled (or Disabled) for whoever asks next, without a time of Creating. */
export const CreateEventSourceMapping: Operation = (call, input) => {
  call.authorize("*");
  const { world } = call;
  const source = textIn(input, "EventSourceArn");
  if (!source) throw invalidParameter("EventSourceArn is required: self-managed event sources are not simulated.");
  const { fn, arn: FunctionArn } = functionIn(call, input);
  const settings = mappingSettings(world, fn, source, input);
  const twin = world.mappings
    .list(call.accountId, call.region)
    .find((one) => one.EventSourceArn === source && one.FunctionArn === FunctionArn);
  if (twin) {
    throw conflict(
      `An event source mapping with event source arn ("${source}") and function ("${fn.name}") already exists. Please update or delete the existing mapping with UUID ${twin.UUID}`,
    );
  }
  const now = world.clock.now();
  const State = booleanIn(input, "Enabled") === false ? "Disabled" : "Enabled";
  const draft = { ...settings, UUID: world.uuid(), FunctionArn, EventSourceArn: source, State };
  const mapping = world.mappings.put({ ...draft, LastProcessingResult: "No records processed" }, now);
  startMapping(world, mapping, now);
  return { ...mapping, State: "Creating" };
};

export const GetEventSourceMapping: Operation = (call, input) => mappingIn(call, input);

/** Changes what is named and leaves the rest; the new settings hold from the next poll. */
export const UpdateEventSourceMapping: Operation = (call, input) => {
  const { world } = call;
  const before = mappingIn(call, input);
  const { fn, arn: FunctionArn } = input.FunctionName
    ? functionIn(call, input)
    : { fn: functionOf(call, before), arn: before.FunctionArn };
  const settings = mappingSettings(world, fn, before.EventSourceArn ?? "", input, before);
  const isEnabled = booleanIn(input, "Enabled") ?? before.State === "Enabled";
  const now = world.clock.now();
  const State = isEnabled ? "Enabled" : "Disabled";
  const mapping = world.mappings.put({ ...before, ...settings, FunctionArn, State }, now);
  startMapping(world, mapping, now);
  return { ...mapping, State: "Updating" };
};

export const DeleteEventSourceMapping: Operation = (call, input) => {
  const mapping = mappingIn(call, input);
  forgetMapping(call.world, mapping);
  return { ...mapping, State: "Deleting" };
};

function mappingIn(call: Call, input: Input): Mapping {
  const uuid = textIn(input, "UUID") ?? "";
  call.authorize(`arn:aws:lambda:${call.region}:${call.accountId}:event-source-mapping:${uuid}`);
  const mapping = call.world.mappings.get(uuid);
  const isOurs = mapping?.FunctionArn.startsWith(`arn:aws:lambda:${call.region}:${call.accountId}:`);
  if (!mapping || !isOurs) throw notFound("The resource you requested does not exist.");
  return mapping;
}

function functionIn(call: Call, input: Input): { fn: LambdaFunction; arn: string } {
  const text = textIn(input, "FunctionName");
  if (!text) throw validationError("functionName", "null", "Member must not be null");
  const address = parseFunctionName(text, call);
  const plain = functionArn(address);
  const arn = address.qualifier ? `${plain}:${address.qualifier}` : plain;
  const fn = call.world.lambda.functions.get(call.accountId, call.region, address.name);
  if (fn?.arn !== plain) throw functionNotFound(arn);
  requireVersion(fn, address.qualifier);
  return { fn, arn };
}

/** A mapping made by setup may name a function that does not exist. */
function functionOf({ world }: Call, { FunctionArn }: Mapping): LambdaFunction {
  const fn = world.lambda.byArn(FunctionArn);
  if (!fn) throw functionNotFound(FunctionArn);
  return fn;
}
