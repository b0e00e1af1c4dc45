"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { SavedView } from "@/lib/contract/search";
import { useAnswer, useCommand } from "./api";
import { ProblemNote } from "./problem-note";
import { Button } from "./ui/button";
import { Checkbox } from "./ui/checkbox";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field, TextInput } from "./ui/field";
import { Menu, MenuItem } from "./ui/menu";

type Props = { place: SavedView["place"]; path: string; query: string };

/** Views of a list under names: one's own, and those that others share. */
export function SavedViews({ place, path, query }: Props) {
  const router = useRouter();
  const { data } = useAnswer("listSavedViews", { place });
  const [isSaving, setSaving] = useState(false);
  const remove = useCommand("removeSavedView");
  const views = data?.items ?? [];
  const here = views.find((view) => view.isMine && view.query === query);
  return (
    <>
      <Menu label="Saved views" trigger={<Button size="sm">Saved views</Button>}>
        {views.map((view) => (
          <MenuItem key={view.id} onSelect={() => router.push(view.query ? `${path}?${view.query}` : path)}>
            {view.name}
            {view.isMine ? "" : ` · ${view.ownerName}`}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => setSaving(true)}>Save this view…</MenuItem>
        {here ? (
          <MenuItem isDanger onSelect={() => remove.run({ id: here.id })}>
            Forget “{here.name}”
          </MenuItem>
        ) : null}
      </Menu>
      {isSaving ? <SaveDialog place={place} query={query} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

function SaveDialog({ place, query, onClose }: Pick<Props, "place" | "query"> & { onClose: () => void }) {
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const save = useCommand("saveView", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Save this view"
      confirmLabel="Save"
      tone="filled"
      isBusy={save.isBusy}
      onConfirm={() => save.run({ name, place, query, isShared })}
      error={save.problem && !save.fieldError("name") ? <ProblemNote problem={save.problem} /> : undefined}
    >
      <Field label="Name" help="Your own view of the same name is replaced." error={save.fieldError("name")}>
        <TextInput value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Checkbox
        label="Everybody here may use it"
        help="They see the words of the filter, and of the messages only what they may see."
        checked={isShared}
        onChange={(event) => setShared(event.target.checked)}
      />
    </ConfirmDialog>
  );
}
