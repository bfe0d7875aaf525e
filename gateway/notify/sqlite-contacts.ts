import type { Priority } from '../../devices/contracts/alarms.ts';
import type { NoticeLanguage } from '../../devices/contracts/notices.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { ChannelId, Contact } from './notice.ts';

const steps = [
  `CREATE TABLE contacts (
     user TEXT NOT NULL,
     channel TEXT NOT NULL,
     address TEXT,
     language TEXT NOT NULL,
     priorities TEXT NOT NULL,
     PRIMARY KEY (user, channel)
   ) STRICT;`,
];

interface Row {
  user: string;
  channel: ChannelId;
  address: string | null;
  language: NoticeLanguage;
  priorities: string;
}

/** Who is reached how. Addresses stand here and in notices, nowhere else. */
export interface ContactTable {
  list(user?: string): Contact[];
  set(contact: Contact): void;
  /** False if there was none. */
  remove(user: string, channel: ChannelId): boolean;
}

export function createContactTable(store: Store): ContactTable {
  store.migrate('contacts', steps);
  const all = store.prepare('SELECT * FROM contacts ORDER BY user, channel');
  const ofUser = store.prepare('SELECT * FROM contacts WHERE user = ? ORDER BY channel');
  const set = store.prepare(
    'INSERT OR REPLACE INTO contacts VALUES (@user, @channel, @address, @language, @priorities)',
  );
  const remove = store.prepare('DELETE FROM contacts WHERE user = ? AND channel = ?');
  return {
    list: (user) =>
      (user === undefined ? all.all() : ofUser.all(user)).map((row) => {
        const { address, priorities, ...rest } = row as Row;
        return { ...rest, address: address ?? undefined, priorities: JSON.parse(priorities) as Priority[] };
      }),
    set: ({ user, channel, address, language, priorities }) =>
      void set.run({ user, channel, address: address ?? null, language, priorities: JSON.stringify(priorities) }),
    remove: (user, channel) => remove.run(user, channel).changes === 1,
  };
}
