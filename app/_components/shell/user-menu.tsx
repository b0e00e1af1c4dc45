"use client";

import { Button } from "../ui/button";
import { Menu, MenuChoice, MenuDivider, MenuItem, MenuNote } from "../ui/menu";
import { useLookChoice } from "./look-choice";
import type { ShellFacts } from "./shell-facts";

type Props = { viewer: ShellFacts["viewer"]; onSignOut: () => void; onShowKeys: () => void };

/** Who is signed in, the look of this browser, the keys, and the way out. */
export function UserMenu({ viewer, onSignOut, onShowKeys }: Props) {
  const [theme, setTheme] = useLookChoice("dlo-theme", "system");
  const [density, setDensity] = useLookChoice("dlo-density", "normal");
  return (
    <Menu
      label="You"
      trigger={
        <Button
          size="sm"
          isIconOnly
          aria-label={`${initials(viewer.name)}, signed in as ${viewer.name}`}
          className="rounded-full border-line bg-sunken font-[550] max-sm:min-h-9 max-sm:rounded-full max-sm:text-xs max-sm:w-9"
        >
          {initials(viewer.name)}
        </Button>
      }
    >
      <MenuNote>
        <span className="weight-emphasis block text-sm text-ink">{viewer.name}</span>
        {viewer.email ? `${viewer.email} · ` : ""}
        {viewer.role}
      </MenuNote>
      <MenuDivider />
      <MenuChoice
        label="Theme"
        value={theme}
        onChange={setTheme}
        choices={[
          { value: "system", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <MenuChoice
        label="Rows"
        value={density}
        onChange={setDensity}
        choices={[
          { value: "normal", label: "Normal" },
          { value: "compact", label: "Compact" },
        ]}
      />
      <MenuDivider />
      <MenuItem shortcut="?" onSelect={onShowKeys}>
        Keys
      </MenuItem>
      <MenuItem onSelect={onSignOut}>Sign out</MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
