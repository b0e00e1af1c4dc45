"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import type { Channel } from "@/lib/contract/channels";
import { ChannelDrawer } from "./channel-drawer";
import { ChannelRow } from "./channel-row";

/** Where people are told, and how that goes. */
export function ChannelsPanel({ channels }: { channels: readonly Channel[] }) {
  const [editing, setEditing] = useState<Channel | "new">();
  return (
    <Panel title="Channels" hint="where people are told">
      {channels.length === 0 ? (
        <p className="max-w-[72ch] pb-3 text-ink-2">
          <span className="weight-emphasis text-ink">No channel.</span> Alerts are shown here and nobody is woken. Add
          one, send a test, then say in the routes what it is told of; without routes it is told of everything.
        </p>
      ) : null}
      <ul>
        {channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} onEdit={() => setEditing(channel)} />
        ))}
      </ul>
      <div className="mt-3">
        <Button variant={channels.length === 0 ? "filled" : "outline"} onClick={() => setEditing("new")}>
          Add a channel
        </Button>
      </div>
      {editing ? (
        <ChannelDrawer channel={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </Panel>
  );
}
