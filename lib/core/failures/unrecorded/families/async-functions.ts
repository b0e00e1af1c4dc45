import type { ResourceOf } from "@/lib/core/inventory/resource";
import type { Watched } from "../family";

type Function = ResourceOf<"function">;

export const INVOKE_AGAIN =
  "Nothing was kept: invoke the function again with the same events, from an archive of the bus or at their source.";

export function hasFailureDestination({ config }: Function): boolean {
  return config.async.some(({ onFailureArn }) => onFailureArn !== null);
}

export function asWatched({ arn, name }: Function): Watched {
  return { arn, dimensions: { FunctionName: name } };
}
