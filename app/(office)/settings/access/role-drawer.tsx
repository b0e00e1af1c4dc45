"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Drawer, DrawerFooter, DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { RoleView } from "@/lib/contract/access-fields";
import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";
import { CapabilityPicker } from "./capability-picker";

type Props = { role: RoleView | undefined; onClose: () => void };

/** A role: to read when it is built in, to make or change otherwise. */
export function RoleDrawer({ role, onClose }: Props) {
  const refusal = useRefusal("users.manage");
  if (role && (role.isBuiltIn || refusal)) return <ReadOnly role={role} onClose={onClose} />;
  return <RoleEditor role={role} onClose={onClose} />;
}

function ReadOnly({ role, onClose }: { role: RoleView; onClose: () => void }) {
  return (
    <Drawer
      isOpen
      onClose={onClose}
      eyebrow={role.isBuiltIn ? "Built-in role" : "Role"}
      title={role.name}
      lead={role.description}
    >
      <DrawerSection title="May">
        <ul className="list-disc pl-4">
          {role.capabilities.map((capability) => (
            <li key={capability}>{CAPABILITIES[capability]}</li>
          ))}
        </ul>
      </DrawerSection>
    </Drawer>
  );
}

function RoleEditor({ role, onClose }: Props) {
  const [name, setName] = useState(role?.name ?? "");
  const [description, setDescription] = useState(role?.description ?? "");
  const [capabilities, setCapabilities] = useState<Capability[]>(role?.capabilities ?? ["counts.see"]);
  const { save, remove, isBusy, problem, fieldError } = useRoleCommands(role, onClose);
  return (
    <Drawer
      isOpen
      onClose={onClose}
      eyebrow={role ? `Given ${role.grantCount}×` : "New role"}
      title={role?.name ?? "A role of your own"}
      lead="Whoever has it may do all of this, over what their grant names. A change holds from the next request on."
      footer={
        <DrawerFooter
          copies={
            role ? (
              <Button
                variant="danger-outline"
                disabledReason={role.grantCount > 0 ? "Take its grants back first." : undefined}
                onClick={remove}
              >
                Remove role
              </Button>
            ) : null
          }
          actions={
            <Button variant="filled" isBusy={isBusy} onClick={() => save({ name, description, capabilities })}>
              {role ? "Save role" : "Make role"}
            </Button>
          }
        />
      }
    >
      <DrawerSection>
        <div className="grid gap-3">
          <Field label="Name" error={fieldError("name")}>
            <TextInput value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="For" isOptional help="Who should have it, in one sentence." error={fieldError("description")}>
            <TextInput value={description} onChange={(event) => setDescription(event.target.value)} />
          </Field>
        </div>
      </DrawerSection>
      <DrawerSection title="May" hint={`${capabilities.length} of ${Object.keys(CAPABILITIES).length}`}>
        <CapabilityPicker value={capabilities} onChange={setCapabilities} />
        {problem ? <ProblemNote problem={problem} /> : null}
      </DrawerSection>
    </Drawer>
  );
}

function useRoleCommands(role: RoleView | undefined, onClose: () => void) {
  const queries = useQueryClient();
  const onDone = () => {
    void queries.invalidateQueries({ queryKey: ["listRoles"] });
    onClose();
  };
  const create = useCommand("createRole", { onDone });
  const update = useCommand("updateRole", { onDone });
  const removal = useCommand("removeRole", { onDone });
  const problem = [create, update, removal].map((one) => one.problem).find((one) => one && !one.fields?.length);
  return {
    save: (content: { name: string; description: string; capabilities: Capability[] }) =>
      role ? update.run({ ...content, id: role.id, version: role.version }) : create.run(content),
    remove: () => role && removal.run({ id: role.id }),
    isBusy: create.isBusy || update.isBusy || removal.isBusy,
    problem,
    fieldError: (field: string) => create.fieldError(field) ?? update.fieldError(field),
  };
}
