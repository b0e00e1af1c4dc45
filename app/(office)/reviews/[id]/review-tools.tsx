"use client";

import { useState } from "react";
import { api, problemOf } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Icon } from "@/app/_components/ui/icons";
import { Menu, MenuDivider, MenuItem } from "@/app/_components/ui/menu";
import type { Review } from "@/lib/contract/review-fields";
import { saveFile } from "../save-file";

const FORMATS = [
  ["markdown", "Markdown"],
  ["csv", "CSV of every fact"],
  ["json", "JSON, all of it"],
] as const;

/** Taking it elsewhere: a link that stays, a file, paper. */
export function ReviewTools({ review: { id } }: { review: Review }) {
  const [problem, setProblem] = useState<string>();
  const save = async (format: (typeof FORMATS)[number][0]) => {
    setProblem(undefined);
    try {
      const { fileName, contentType, text } = await api.exportReview({ id, format });
      saveFile(fileName, contentType, text);
    } catch (error) {
      setProblem(problemOf(error).detail);
    }
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      {problem ? (
        <span role="alert" className="text-xs text-danger">
          {problem}
        </span>
      ) : null}
      <CopyButton label="Copy link" text={() => `${window.location.origin}/reviews/${id}`} />
      <Menu
        label="Export"
        trigger={
          <Button>
            Export <Icon name="chevronDown" />
          </Button>
        }
      >
        {FORMATS.map(([format, words]) => (
          <MenuItem key={format} onSelect={() => void save(format)}>
            {words}
          </MenuItem>
        ))}
        <MenuDivider />
        <MenuItem onSelect={() => setTimeout(() => window.print())}>Print…</MenuItem>
      </Menu>
    </span>
  );
}
