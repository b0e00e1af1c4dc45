import type { Call, Operation } from "../../service";
import { objectIn, textIn } from "../../wire/input";
import { invalidParameter, notFound, notSimulated } from "../errors";
import { locate, requireVersion } from "../function-name";
import type { EventInvokeSettings, LambdaFunction } from "../functions-state";
import { pageOf } from "../page";
import { inRange } from "../read-settings";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_PAGE = 50;
const DESTINATION =
  /^arn:aws:(?:sqs:[a-z0-9-]+:\d{12}:[\w-]+|sns:[a-z0-9-]+:\d{12}:[\w-]+|lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?|events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+)$/;

/** Replaces all that was set before; what is left out goes back to its default. */
export const PutFunctionEventInvokeConfig: Operation = (call, input) => {
  const { fn, key } = keyIn(call, input);
  return save(call, fn, key, settingsIn(input));
};

/** Changes what is named and leaves the rest. */
export const UpdateFunctionEventInvokeConfig: Operation = (call, input) => {
  const { fn, key } = keyIn(call, input);
  const before = requireSettings(fn, key);
  const named = Object.entries(settingsIn(input)).filter(([, value]) => value !== undefined);
  return save(call, fn, key, { ...before, ...Object.fromEntries(named) });
};

export const GetFunctionEventInvokeConfig: Operation = (call, input) => {
  const { fn, key } = keyIn(call, input);
  return shown(fn, key, requireSettings(fn, key));
};

export const ListFunctionEventInvokeConfigs: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const page = pageOf(Object.entries(fn.eventInvoke), ([key]) => key, input, LARGEST_PAGE);
  return {
    FunctionEventInvokeConfigs: page.shown.map(([key, settings]) => shown(fn, key, settings)),
    NextMarker: page.nextMarker,
  };
};

export const DeleteFunctionEventInvokeConfig: Operation = (call, input) => {
  const { fn, key } = keyIn(call, input);
  requireSettings(fn, key);
  delete fn.eventInvoke[key];
};

function keyIn(call: Call, input: Input): { fn: LambdaFunction; key: string } {
  const { fn, qualifier = "$LATEST" } = locate(call, input);
  requireVersion(fn, qualifier);
  return { fn, key: qualifier };
}

function settingsIn(input: Input): Omit<EventInvokeSettings, "modifiedAt"> {
  const destinations = objectIn(input, "DestinationConfig") ?? {};
  return {
    maximumRetryAttempts: inRange(input, "MaximumRetryAttempts", 0, 2),
    maximumEventAgeSeconds: inRange(input, "MaximumEventAgeInSeconds", 60, 21_600),
    onSuccessArn: destinationIn(destinations, "OnSuccess"),
    onFailureArn: destinationIn(destinations, "OnFailure"),
  };
}

/** An empty text takes a destination away. FIFO queues and topics are taken and fail at delivery, as on AWS. */
function destinationIn(destinations: Input, name: "OnSuccess" | "OnFailure"): string | undefined {
  const destination = objectIn(destinations, name);
  const arn = destination && textIn(destination, "Destination");
  if (!arn) return arn;
  if (arn.startsWith("arn:aws:s3:")) throw notSimulated("A destination in S3");
  if (DESTINATION.test(arn.replace(/\.fifo$/, ""))) return arn;
  throw invalidParameter(`The provided destination config DestinationConfig is invalid: ${arn}`);
}

function save({ world }: Call, fn: LambdaFunction, key: string, settings: Omit<EventInvokeSettings, "modifiedAt">) {
  const stored = { ...settings, modifiedAt: world.clock.now() };
  fn.eventInvoke[key] = stored;
  return shown(fn, key, stored);
}

function requireSettings(fn: LambdaFunction, key: string): EventInvokeSettings {
  const settings = fn.eventInvoke[key];
  if (!settings) throw notFound(`The function ${fn.arn}:${key} doesn't have an EventInvokeConfig`);
  return settings;
}

function shown(fn: LambdaFunction, key: string, settings: EventInvokeSettings) {
  const { onSuccessArn, onFailureArn } = settings;
  return {
    FunctionArn: `${fn.arn}:${key}`,
    LastModified: settings.modifiedAt / 1000,
    MaximumRetryAttempts: settings.maximumRetryAttempts,
    MaximumEventAgeInSeconds: settings.maximumEventAgeSeconds,
    DestinationConfig: {
      OnSuccess: onSuccessArn ? { Destination: onSuccessArn } : {},
      OnFailure: onFailureArn ? { Destination: onFailureArn } : {},
    },
  };
}
