import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { call, type Door } from "../call";
import { invokeAsync } from "./invoke";
import type { Lambda } from "./lambda";

/** Who reads from a queue by an event source mapping, disabled ones included; and handing a function an event. */
export function lambdaOf(door: Door): Lambda {
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
    invokeAsync: (invocation) => invokeAsync(door, invocation),
  };
}
