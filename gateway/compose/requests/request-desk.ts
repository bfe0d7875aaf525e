import type { ConsoleRequests, RequestEntry } from '../../console/requests/request-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Register } from '../../register/register-types.ts';
import { createRequestBook, type NewRequest } from '../../requests/request-book.ts';
import type { SitePlaces } from '../site-places.ts';

export interface RequestDeskOptions {
  store: Store;
  register: Pick<Register, 'get'>;
  ledger: Ledger;
  places: SitePlaces;
  clock: Clock;
  clockKnown(): boolean;
  timeZone: string;
}

export interface RequestDesk {
  ports: ConsoleRequests;
  /** What was kept of one person's requests is gone. */
  removeOf(person: string): number;
}

/** Service requests with what they refer to, and each step in the ledger, by ids and codes. */
export function createRequestDesk(options: RequestDeskOptions): RequestDesk {
  const { store, register, ledger, places, clock, clockKnown, timeZone } = options;
  const book = createRequestBook({
    store,
    clock,
    clockKnown,
    timeZone,
    // To whom it was given is typed freely: that stays with the request, and goes with it.
    stepped: ({ id, number, kind }, { step, by, data: { to: _, ...data }, atMs }) =>
      ledger.append({
        atMs,
        actor: by.kind === 'user' ? by : { kind: 'gateway' },
        action: `request.${step}`,
        subject: id,
        detail: { ...data, number, kind, asker: by.kind === 'asker' },
      }),
  });
  const problemOf = ({ person, home, place }: NewRequest): (RequestEntry & { ok: false })['code'] | undefined => {
    if (person !== undefined && !register.get('person', person)) return 'no-person';
    if (home !== undefined && !register.get('address', home)) return 'no-home';
    return place !== undefined && !places.get(place) ? 'no-place' : undefined;
  };
  return {
    ports: {
      timeZone,
      get: book.get,
      steps: book.steps,
      list: book.list,
      follow: book.follow,
      published: book.published,
      enter: (wanted, user) => {
        const code = problemOf(wanted);
        return code ? { ok: false, code } : { ok: true, ...book.enter(wanted, user) };
      },
      act: (id, deed, words, user) => book.act(id, deed, words, { kind: 'user', id: user }),
      answer: (code, deed, words) => {
        const found = book.follow(code);
        return found ? book.act(found.id, deed, words, { kind: 'asker' }) : { ok: false, code: 'no-request' };
      },
    },
    removeOf: book.removeOf,
  };
}
