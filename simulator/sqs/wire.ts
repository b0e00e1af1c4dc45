import type { Call, Operation } from "../service";
import { checkedInput } from "./check-input";

/** An SDK type as it stands in JSON: binary values are base64 text. */
export type Wire<T> = T extends Uint8Array
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/** An SDK command output as the body of an answer. */
export type Answer<Output> = Wire<Omit<Output, "$metadata">>;

/**
 * One operation, typed by the SDK's command input and output. The cast stands here only: the SDK is what writes the
 * JSON on the other side, every member has been checked for its type, and each operation checks for presence.
 */
export function operation<Input extends object, Output extends object>(
  run: (call: Call, input: Wire<Input>) => Answer<Output> | Promise<Answer<Output>>,
): Operation {
  return (call, input) => run(call, checkedInput(input) as Wire<Input>);
}
