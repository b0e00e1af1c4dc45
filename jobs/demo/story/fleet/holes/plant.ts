import type { ResourceKind } from "@/lib/core/inventory/resource";
import { CENTRAL, fleetAccountNamed } from "../fleet-accounts";
import { arnIn, type Site } from "../site";

/** One hole of the fleet: what a rule of the coverage audit must find, and where. */
export interface PlantedHole {
  /** Id of the coverage rule. */
  readonly rule: string;
  readonly account: string;
  readonly region: string;
  readonly kind: ResourceKind;
  /** As the inventory names it: a mapping `function/source`, a subscription `topic/endpoint`. */
  readonly name: string;
  readonly part: string;
  /** How it came about. */
  readonly why: string;
}

/** A hole and how it is made. */
export interface Plant extends PlantedHole {
  make(site: Site): Promise<void>;
}

type Wish = Omit<Plant, "region" | "part"> & Partial<Pick<Plant, "region" | "part">>;

/** A hole in the Region where most things are, in the resource as a whole unless said otherwise. */
export function plant(wish: Wish): Plant {
  return { region: CENTRAL, part: "", ...wish };
}

/** The ARN of a rule on the default bus. */
export function ruleArnIn(account: string, name: string): string {
  return arnIn(fleetAccountNamed(account), CENTRAL, "events", `rule/${name}`);
}
