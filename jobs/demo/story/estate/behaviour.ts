import type { BehaviourStep } from "@/simulator/lambda/behaviour";

export type Step = BehaviourStep;

/** What a simulated function does with what it gets: the first step that matches decides. */
export type Behaviour = readonly Step[];
