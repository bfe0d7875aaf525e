import type { CommandOutcome } from '../../devices/contracts/command.ts';
import type { CommandAskedMessage } from '../../devices/contracts/downlink.ts';
import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE remote_commands (
     n INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     message TEXT NOT NULL,
     state TEXT NOT NULL,
     received_ms INTEGER NOT NULL,
     boot TEXT NOT NULL,
     device TEXT,
     device_command TEXT,
     code TEXT
   ) STRICT;
   CREATE INDEX remote_commands_by_state ON remote_commands (state);
   CREATE INDEX remote_commands_by_device_command ON remote_commands (device_command) WHERE device_command IS NOT NULL;`,
];

/** `waiting`: for leave to begin. `acting`: begun; what became of it is not known yet. */
export type RemoteState = 'waiting' | 'acting' | CommandOutcome;

export interface RemoteCommand {
  id: string;
  message: CommandAskedMessage;
  state: RemoteState;
  receivedMs: number;
  /** The start of the gateway that began it last. */
  boot: string;
  /** What a door's opening was given to. */
  deviceCommand: { device: string; id: string } | undefined;
}

interface Row {
  id: string;
  message: string;
  state: RemoteState;
  received_ms: number;
  boot: string;
  device: string | null;
  device_command: string | null;
}

/** Commands that are remembered at least. */
const remembered = 2000;

const toCommand = ({ id, message, state, received_ms, boot, device, device_command }: Row): RemoteCommand => ({
  ...{ id, state, boot, receivedMs: received_ms },
  // it was parsed before it was kept
  message: JSON.parse(message) as CommandAskedMessage,
  deviceCommand: device_command === null ? undefined : { device: device!, id: device_command },
});

/** Commands of the cloud, each on disk before anything moves. Every write belongs to the transaction that is open. */
export function createRemoteCommands(store: Store) {
  store.migrate('remote', steps);
  const columns = 'id, message, state, received_ms, boot, device, device_command';
  const add = store.prepare(
    `INSERT INTO remote_commands (id, kind, message, state, received_ms, boot) VALUES (?, ?, ?, 'waiting', ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const trim = store.prepare(
    `DELETE FROM remote_commands WHERE n <= (SELECT max(n) FROM remote_commands) - ? AND state NOT IN ('waiting', 'acting')`,
  );
  const one = store.prepare(`SELECT ${columns} FROM remote_commands WHERE id = ?`);
  const open = store.prepare(`SELECT ${columns} FROM remote_commands WHERE state IN ('waiting', 'acting') ORDER BY n`);
  const byDevice = store.prepare(
    `SELECT ${columns} FROM remote_commands WHERE device_command = ? AND state = 'acting'`,
  );
  const act = store.prepare(
    `UPDATE remote_commands SET state = 'acting', boot = ?, device = ?, device_command = ? WHERE id = ? AND state = 'waiting'`,
  );
  const end = store.prepare(
    `UPDATE remote_commands SET state = ?, code = ? WHERE id = ? AND state IN ('waiting', 'acting')`,
  );
  const restarts = store.prepare(
    `SELECT max(received_ms) AS at FROM remote_commands WHERE kind = 'restart' AND state = 'done'`,
  );
  const read = (row: unknown) => (row === undefined ? undefined : toCommand(row as Row));
  return {
    /** False where it was there before. */
    add(message: CommandAskedMessage, nowMs: number, boot: string): boolean {
      const { command, what } = message;
      const added = add.run(command, what.kind, JSON.stringify(message), nowMs, boot).changes === 1;
      trim.run(remembered);
      return added;
    },
    get: (id: string) => read(one.get(id)),
    /** In the order in which they came. */
    open: () => (open.all() as Row[]).map(toCommand),
    ofDeviceCommand: (id: string) => read(byDevice.get(id)),
    /** False where it is not waiting any more. */
    act: (id: string, boot: string, to?: RemoteCommand['deviceCommand']): boolean =>
      act.run(boot, to?.device ?? null, to?.id ?? null, id).changes === 1,
    /** False where it had ended before. */
    end: (id: string, outcome: CommandOutcome, code: string | undefined): boolean =>
      end.run(outcome, code ?? null, id).changes === 1,
    /** When the last restart that was done had been asked for. */
    lastRestartMs: () => (restarts.get() as { at: number | null }).at ?? undefined,
  };
}

export type RemoteCommands = ReturnType<typeof createRemoteCommands>;
