import type { Service } from "../service";

export const sns: Service = {
  name: "sns",
  wire: { kind: "query", version: "2010-03-31", namespace: "http://sns.amazonaws.com/doc/2010-03-31/" },
  operations: {},
};
