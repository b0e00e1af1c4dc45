"use client";

import { Button } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";

/** Saves a text as a file, without asking the server again. */
export function SaveAs({ file, text }: { file: string; text: string }) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = file;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button size="sm" variant="ghost" onClick={save}>
      <Icon name="download" /> {file}
    </Button>
  );
}
