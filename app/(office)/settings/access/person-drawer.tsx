"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Drawer, DrawerSection } from "@/app/_components/ui/drawer";
import { useToast } from "@/app/_components/ui/toasts";
import type { User } from "@/lib/contract/people";
import { PersonAccess } from "../sign-in/person-access";
import { GrantForm } from "./grant-form";
import { GrantList } from "./grant-list";

type Props = { person: User | undefined; onClose: () => void };

/** One person: which roles over what, and a form for another. */
export function PersonDrawer({ person, onClose }: Props) {
  const queries = useQueryClient();
  const toast = useToast();
  const changed = (text: string) => {
    toast({ text });
    void queries.invalidateQueries({ queryKey: ["listUsers"] });
  };
  if (!person) return null;
  return (
    <Drawer isOpen onClose={onClose} eyebrow={person.email} title={person.name}>
      <DrawerSection title="Roles" hint="what they may do is all of these together">
        <GrantList
          grants={person.grants}
          name={person.name}
          onRevoked={() => changed("Taken back. It holds from the next request on.")}
        />
      </DrawerSection>
      <DrawerSection title="Give another role">
        <GrantForm
          subjectKind="user"
          subject={person.id}
          onGiven={() => changed("Given. It holds from the next request on.")}
        />
      </DrawerSection>
      <PersonAccess user={person} />
    </Drawer>
  );
}
