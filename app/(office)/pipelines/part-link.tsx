import { TextLink } from "@/app/_components/ui/text-link";
import type { PipelinePartView } from "@/lib/contract/pipeline-fields";

/** The name of a part, a link where there is a page of it. */
export function PartLink({ part: { href, name, arn } }: { part: Pick<PipelinePartView, "href" | "name" | "arn"> }) {
  if (!href)
    return (
      <span title={arn} className="block truncate">
        {name}
      </span>
    );
  return (
    <TextLink href={href} title={arn} className="block truncate focus-visible:outline-offset-[-1px]">
      {name}
    </TextLink>
  );
}
