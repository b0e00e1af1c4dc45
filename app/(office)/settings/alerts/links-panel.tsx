"use client";

import { Button } from "@/app/_components/ui/button";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { linkTemplateSchema } from "@/lib/contract/alert-settings";
import { fieldProblems } from "./field-problems";
import { SaveSection } from "./save-section";
import { type AlertSettingsView, useSection } from "./use-section";

const PARTS = "{messageId} {traceId} {correlationId} {queue} {account} {region} {class} {from} {until}";

/** Links to where else one looks: they stand on alerts and messages, filled in. */
export function LinksPanel({ view }: { view: AlertSettingsView }) {
  const section = useSection(view, "links");
  const links = section.value;
  const problems = links.map((link) => fieldProblems(linkTemplateSchema, link));
  const isWrong = problems.some((one) => Object.keys(one).length > 0);
  return (
    <Panel title="Links to elsewhere" hint="CloudWatch, Datadog, Grafana, X-Ray: on every alert and message">
      <p className="max-w-[72ch] pb-3 text-ink-2">
        An address may hold <code className="machine">{PARTS}</code>. A link whose parts are not known is left out.
      </p>
      <ul className="grid gap-3">
        {links.map((link, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a link is
          <li key={index} className="grid items-start gap-3 sm:grid-cols-[160px_minmax(0,1fr)_auto]">
            <Field label={`Label ${index + 1}`} error={problems[index]?.label ? "Give it a label." : undefined}>
              <TextInput
                value={link.label}
                maxLength={60}
                onChange={({ target }) => section.change(links.with(index, { ...link, label: target.value }))}
              />
            </Field>
            <Field label={`Address ${index + 1}`} error={problems[index]?.url}>
              <TextInput
                isMachine
                value={link.url}
                maxLength={2000}
                spellCheck={false}
                onChange={({ target }) => section.change(links.with(index, { ...link, url: target.value }))}
              />
            </Field>
            <Button
              size="sm"
              className="sm:mt-[26px]"
              aria-label={`Remove link ${index + 1}`}
              onClick={() => section.change(links.toSpliced(index, 1))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <SaveSection section={section} what="links" disabledReason={isWrong ? "Mend what is wrong above." : undefined}>
        <Button onClick={() => section.change([...links, { label: "", url: "https://" }])}>Add a link</Button>
      </SaveSection>
    </Panel>
  );
}
