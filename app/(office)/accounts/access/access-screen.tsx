"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import type { Sight } from "@/app/_components/sight";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { AccountTabs } from "../account-tabs";
import { AccessMatrix } from "./access-matrix";
import { AccessPhone } from "./access-phone";
import { CellDetail, type Chosen } from "./cell-detail";
import { CELL_LOOKS, isWrong } from "./cell-states";

type Capabilities = OutputOf<"getCapabilities">;

/** Feature × account × Region, from the last real calls: what is missing, what that costs, and the fix. */
export function AccessScreen({ capabilities: first }: { capabilities: FirstAnswer<"getCapabilities"> }) {
  const [parameters] = useUrlParams();
  const accountId = parameters.get("account") ?? undefined;
  const input = accountId ? { accountId } : {};
  const answer = useAnswer("getCapabilities", input, { initialData: answerTo(first, input) }).data ?? first.output;
  const [isWrongOnly, setWrongOnly] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const sight = useSight();
  const wrong = answer.places.filter(({ cells }) => cells.some(isWrong));
  const places = isWrongOnly ? wrong : worstFirst(answer.places);
  return (
    <>
      <PageHeader
        title={titleOf(answer, wrong.length, sight === "everything")}
        lead="From the last real calls; nothing is taken for granted."
      />
      <AccountTabs here="access" />
      <div className="mb-2.5 flex flex-wrap items-center gap-x-4 gap-y-2">
        {Object.values(CELL_LOOKS).map(({ status, word }) => (
          <StateLabel key={word} status={status} className="text-xs">
            {word}
          </StateLabel>
        ))}
        <span className="flex-1" />
        <Checkbox
          label="Only where something is refused"
          checked={isWrongOnly}
          onChange={(event) => setWrongOnly(event.target.checked)}
        />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_316px]">
        <Panel isFlush>
          {places.length === 0 ? (
            <NoPlaces isWrongOnly={isWrongOnly && answer.places.length > 0} sight={sight} />
          ) : (
            <>
              <AccessMatrix features={answer.features} places={places} chosen={chosen} onChoose={setChosen} />
              <AccessPhone features={answer.features} places={places} />
            </>
          )}
        </Panel>
        <CellDetail answer={answer} chosen={chosen} />
      </div>
    </>
  );
}

function NoPlaces({ isWrongOnly, sight }: { isWrongOnly: boolean; sight: Sight }) {
  if (isWrongOnly) return <EmptyState title="Nothing is refused." />;
  return sight === "everything" ? <EmptyState title="No account is connected." /> : <NotShown sight={sight} />;
}

function titleOf({ places }: Capabilities, wrongCount: number, isAll: boolean): string {
  if (places.length === 0) return isAll ? "No account is connected." : "No account is shown to you as a whole.";
  if (wrongCount === 0) return `Nothing is refused in ${formatPlural(places.length, "place")}.`;
  return `Something is refused in ${wrongCount} of ${formatPlural(places.length, "place")}.`;
}

function worstFirst(places: Capabilities["places"]): Capabilities["places"] {
  const wrongIn = (place: Capabilities["places"][number]) => place.cells.filter(isWrong).length;
  return places.toSorted((one, other) => wrongIn(other) - wrongIn(one));
}
