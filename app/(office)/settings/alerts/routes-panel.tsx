"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import type { AlertRouteView } from "@/lib/contract/alert-settings";
import { OrderedList } from "./ordered-list";
import { thenWords, whenWords } from "./route-draft";
import { RouteForm } from "./route-form";
import { RoutePreview } from "./route-preview";
import { SaveSection } from "./save-section";
import { type AlertSettingsView, useSection } from "./use-section";

type Props = { view: AlertSettingsView; channels: readonly string[] };

/** Who is told of what: the first route that fits decides, and no other. */
export function RoutesPanel({ view, channels }: Props) {
  const section = useSection(view, "routes");
  const [editing, setEditing] = useState<number>();
  const routes = section.value;
  const put = (index: number, route: AlertRouteView) => {
    section.change(index < routes.length ? routes.with(index, route) : [...routes, route]);
    setEditing(undefined);
  };
  const form = (index: number) => (
    <RouteForm
      route={routes[index]}
      taken={routes.filter((_, other) => other !== index).map(({ name }) => name)}
      channels={channels}
      onDone={(route) => put(index, route)}
      onCancel={() => setEditing(undefined)}
    />
  );
  return (
    <>
      <Panel title="Routes" hint="the first that fits an alert decides, and no other">
        {routes.length === 0 && editing === undefined ? (
          <p className="max-w-[72ch] pb-2 text-ink-2">
            <span className="weight-emphasis text-ink">No routes.</span> Alerts are shown here and nobody is told.
          </p>
        ) : null}
        <OrderedList
          items={routes}
          nameOf={({ name }) => name}
          onChange={section.change}
          editing={editing}
          form={form}
          onEdit={setEditing}
        >
          {(route) => (
            <>
              <p className="weight-emphasis wrap-anywhere">{route.name}</p>
              <p className="text-xs wrap-anywhere text-ink-2">
                When {whenWords(route)}: {thenWords(route)}.
              </p>
            </>
          )}
        </OrderedList>
        {editing === routes.length ? form(routes.length) : null}
        <SaveSection
          section={section}
          what="routes"
          disabledReason={editing === undefined ? undefined : "Finish the route that is open."}
        >
          <Button onClick={() => setEditing(routes.length)}>Add a route</Button>
        </SaveSection>
      </Panel>
      <RoutePreview routes={routes} isChanged={section.isChanged} />
    </>
  );
}
