import { isTooDeep } from "./language/depth";

const LARGEST_INPUT_BYTES = 262_144;

/** What is wrong with an execution's input, in AWS's words. */
export function inputProblem(input: string): string | undefined {
  if (Buffer.byteLength(input) > LARGEST_INPUT_BYTES) return "Invalid Input: the input is larger than 262144 bytes";
  try {
    return isTooDeep(JSON.parse(input)) ? "Invalid Input: the input is nested too deep" : undefined;
  } catch {
    return `Invalid State Machine Execution Input: the input is not valid JSON`;
  }
}

/** No white space, brackets, wildcards, special or control characters; 1 to 80 in length. */
export function isExecutionName(name: string): boolean {
  return /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}]{1,80}$/u.test(name);
}
