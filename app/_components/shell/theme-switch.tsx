"use client";

import { Icon } from "../ui/icons";
import { Segmented } from "../ui/segmented";
import { useLookChoice } from "./look-choice";

const segments = [
  { value: "light", label: <Icon name="sun" />, ariaLabel: "Light" },
  { value: "system", label: <Icon name="system" />, ariaLabel: "As the system" },
  { value: "dark", label: <Icon name="moon" />, ariaLabel: "Dark" },
];

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const [theme, choose] = useLookChoice("dlo-theme", "system");
  return <Segmented label="Theme" segments={segments} value={theme} onChange={choose} size="sm" />;
}
