import { partsOf } from "../../delivery/sender";
import type { BusPlace } from "../resources/event-bus";
import { invalidParameter } from "./check-input";

const BUS_ARN = /^arn:aws:events:[a-z0-9-]+:\d{12}:event-bus\/.+$/;

/** The bus that a parameter's ARN means; whether it exists is another question. Throws ValidationException. */
export function busPlaceOf(arn: string, parameter: string): BusPlace {
  if (!BUS_ARN.test(arn)) throw invalidParameter(parameter, "Must contain an event bus ARN.");
  const { accountId, region, resource } = partsOf(arn);
  return { accountId, region, busName: resource.slice("event-bus/".length) };
}
