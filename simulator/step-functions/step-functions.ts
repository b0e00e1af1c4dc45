import type { Service } from "../service";
import * as executions from "./operations/executions";
import * as machineTags from "./operations/machine-tags";
import { RedriveExecution } from "./operations/redrive-execution";
import * as stateMachines from "./operations/state-machines";

/** AWS Step Functions: state machines, and executions that really run on the simulated clock. */
export const stepFunctions: Service = {
  name: "states",
  wire: { kind: "json", target: "AWSStepFunctions", shapes: "com.amazonaws.swf.service.v2.model" },
  operations: { ...stateMachines, ...machineTags, ...executions, RedriveExecution },
  trailed: {
    CreateStateMachine: "CreateStateMachine",
    UpdateStateMachine: "UpdateStateMachine",
    DeleteStateMachine: "DeleteStateMachine",
    TagResource: "TagResource",
    UntagResource: "UntagResource",
  },
};
