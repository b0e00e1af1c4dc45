"use client";

import { Select } from "@/app/_components/ui/field";
import { ROLES, type Role } from "@/lib/core/access/capabilities";

export const ALL_ROLES = Object.keys(ROLES) as Role[];

type Props = { label?: string; value: Role; roles?: readonly Role[]; onChange: (role: Role) => void };

/** One of the roles; inside a Field it takes its label from there. */
export function RoleSelect({ label, value, roles = ALL_ROLES, onChange }: Props) {
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const role = roles.find((one) => one === event.target.value);
        if (role && role !== value) onChange(role);
      }}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </Select>
  );
}
