import { parseArn } from "../arn";
import { isJsonObject, parseJson } from "../messages/json";

const FUNCTION_ARN = /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/;
const FUNCTION_NAME = /^[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/;

/**
 * The functions that a state machine's definition names, by ARN, with version or alias as it names them; a plain name is one of
 * the machine's own account and Region. What an execution chooses by its input is not among them. Null when it is no definition.
 */
export function functionsCalled(definition: string, machineArn: string): string[] | null {
  const machine = parseArn(machineArn);
  const parsed = parseJson(definition);
  if (!machine || !isJsonObject(parsed)) return null;
  const { partition, region, awsAccountId } = machine;
  const found = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === "string") {
      if (FUNCTION_ARN.test(value)) found.add(value);
      else if (key === "FunctionName" && FUNCTION_NAME.test(value))
        found.add(`arn:${partition}:lambda:${region}:${awsAccountId}:function:${value}`);
    } else if (Array.isArray(value)) for (const item of value) walk(item, "");
    else if (typeof value === "object" && value !== null)
      for (const [name, member] of Object.entries(value)) walk(member, name);
  };
  walk(parsed, "");
  return [...found].sort();
}
