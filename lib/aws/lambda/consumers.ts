import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import type { AwsSession } from "../aws";
import { call, type Door } from "../call";

/** Lambda functions that read from a queue by an event source mapping, disabled ones included. */
export function lambdaOf(door: Door): AwsSession["lambda"] {
  return {
    async consumersOf(queueArn) {
      const consumers: { functionArn: string; state: string }[] = [];
      let marker: string | undefined;
      do {
        const command = new ListEventSourceMappingsCommand({ EventSourceArn: queueArn, Marker: marker });
        const page = await call(
          door,
          { action: "lambda:ListEventSourceMappings", resource: queueArn, isControlPlane: true },
          (wire) => door.clients.lambda.send(command, wire),
        );
        for (const { FunctionArn, State } of page.EventSourceMappings ?? [])
          if (FunctionArn) consumers.push({ functionArn: FunctionArn, state: State ?? "Unknown" });
        marker = page.NextMarker || undefined;
      } while (marker);
      return consumers;
    },
  };
}
