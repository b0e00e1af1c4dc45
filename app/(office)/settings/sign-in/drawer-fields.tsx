"use client";

import type { ReactNode } from "react";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextInput } from "@/app/_components/ui/field";

/** A part of a form in a drawer. */
export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <DrawerSection title={title} hint={hint}>
      <div className="grid gap-3">{children}</div>
    </DrawerSection>
  );
}

type TextProps = {
  label: string;
  help?: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  isMachine?: boolean;
  isSecret?: boolean;
  isOptional?: boolean;
};

/** One line of text in such a form. */
export function Text({ label, help, value, error, onChange, isMachine, isSecret, isOptional }: TextProps) {
  return (
    <Field label={label} help={help} error={error} isOptional={isOptional}>
      <TextInput
        isMachine={isMachine}
        type={isSecret ? "password" : "text"}
        autoComplete={isSecret ? "new-password" : "off"}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
