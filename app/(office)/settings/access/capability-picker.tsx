"use client";

import { useMe } from "@/app/_components/me";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";

type Props = {
  value: readonly Capability[];
  onChange: (value: Capability[]) => void;
};

/** The capabilities of a role or a token. Nobody gives what they do not have. */
export function CapabilityPicker({ value, onChange }: Props) {
  const me = useMe();
  return (
    <div className="grid gap-1.5">
      {(Object.entries(CAPABILITIES) as [Capability, string][]).map(([capability, meaning]) => {
        const isOwn = me.capabilities.includes(capability);
        return (
          <Checkbox
            key={capability}
            label={sentence(meaning)}
            help={isOwn ? undefined : NOT_YOURS}
            disabledReason={isOwn || value.includes(capability) ? undefined : NOT_YOURS}
            checked={value.includes(capability)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, capability] : value.filter((one) => one !== capability))
            }
          />
        );
      })}
    </div>
  );
}

const NOT_YOURS = "You do not have this yourself.";

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
