"use client";

import { useAnswer } from "@/app/_components/api";
import { Select } from "@/app/_components/ui/field";

type Props = { label?: string; value: string; onChange: (role: string) => void };

/** One of the roles, built-in or one's own; inside a Field it takes its label from there. */
export function RoleChoice({ label, value, onChange }: Props) {
  const roles = useAnswer("listRoles", {}).data?.items ?? [];
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {roles.length === 0 ? <option value={value}>{value}</option> : null}
      {roles.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** What the chosen role is for. */
export function useRoleWords(role: string): string | undefined {
  return useAnswer("listRoles", {}).data?.items.find(({ id }) => id === role)?.description;
}
