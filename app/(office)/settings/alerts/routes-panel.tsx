"use client";

import { Panel } from "@/app/_components/ui/panel";
import { ListSection, None } from "./list-section";
import { thenWords, whenWords } from "./route-draft";
import { RouteForm } from "./route-form";
import { RoutePreview } from "./route-preview";
import { type AlertSettingsView, useSection } from "./use-section";

type Props = { view: AlertSettingsView; channels: readonly string[] };

/** Who is told of what: the first route that fits decides, and no other. */
export function RoutesPanel({ view, channels }: Props) {
  const section = useSection(view, "routes");
  const routes = section.value;
  return (
    <>
      <Panel title="Routes" hint="the first that fits an alert decides, and no other">
        <ListSection
          section={section}
          what="routes"
          addLabel="Add a route"
          nameOf={({ name }) => name}
          empty={<None words="No routes.">Every channel is told of everything, as it deserves by itself.</None>}
          form={({ item, index, onDone, onCancel }) => (
            <RouteForm
              route={item}
              taken={routes.filter((_, other) => other !== index).map(({ name }) => name)}
              channels={channels}
              onDone={onDone}
              onCancel={onCancel}
            />
          )}
        >
          {(route) => (
            <>
              <p className="weight-emphasis wrap-anywhere">{route.name}</p>
              <p className="text-xs wrap-anywhere text-ink-2">
                For {whenWords(route)}: {thenWords(route)}.
              </p>
            </>
          )}
        </ListSection>
      </Panel>
      <RoutePreview routes={routes} isChanged={section.isChanged} />
    </>
  );
}
