import { nameOfArn } from "../arn";
import { isByArn, type PipelineMatch } from "./assembly/match-rules";

/** What a match is about, as the end of a sentence. */
export function matchWords(match: PipelineMatch): string {
  if (isByArn(match)) return nameOfArn(match.arn);
  const { account, region, name, tag } = match;
  const parts = [
    name === undefined ? "everything" : `what is called ${name}`,
    ...(tag ? [tag.value === undefined ? `with the tag ${tag.key}` : `with the tag ${tag.key}=${tag.value}`] : []),
    ...(region === undefined ? [] : [`in ${region}`]),
    ...(account === undefined ? [] : [`of the account ${account}`]),
  ];
  return parts.join(" ");
}
