import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleConsents, StandingConsent } from '../../console/privacy/privacy-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { consentNotices } from '../../privacy/consent-notices.ts';
import { endOf, giveConsent, withdrawConsent } from '../../privacy/consents.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import { viewRecord } from '../../privacy/view-record.ts';
import { standingOf } from '../../register/consent.ts';
import type { Consent } from '../../register/records.ts';
import type { Register } from '../../register/register-types.ts';
import { commitOrRefuse } from '../people/commit-changes.ts';
import { reasonOf } from './look-up-desk.ts';

export interface ConsentDeskOptions {
  site: Pick<SiteFile, 'privacy'>;
  store: Store;
  register: Register;
  ledger: Ledger;
  clock: Clock;
}

/** Consents are given and withdrawn, never deleted: what was kept on their ground has to be explained afterwards. */
export function createConsentDesk({ site, store, register, ledger, clock }: ConsentDeskOptions): ConsoleConsents {
  const view = (consent: Consent, roles: Parameters<typeof visibleClasses>[0]): StandingConsent => ({
    ...viewRecord('consent', consent, visibleClasses(roles, 'administration')),
    id: consent.id,
    standing: standingOf(consent, clock.wallMs()),
  });
  const checkPerson = (id: string) => {
    if (!register.get('person', id)) throw new Refusal(404, 'no-such-person', 'There is no such person.');
  };
  return {
    notices: () => consentNotices(site.privacy),
    of: (person, { user, roles }) => {
      checkPerson(person);
      ledger.append({
        ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action: 'person.consents-viewed' },
        ...{ subject: person, purpose: 'administration' },
      });
      return register.consentsOf(person).map((consent) => view(consent, roles));
    },
    give: (person, wish, { user, roles }) => {
      checkPerson(person);
      const nowMs = clock.wallMs();
      if (wish.expiresAtMs <= nowMs) {
        throw new Refusal(400, 'ends-before-it-begins', 'The consent must end after now.', undefined, 'expiresAtMs');
      }
      const change = giveConsent({ ...wish, id: createId(), person }, nowMs);
      const actor = { kind: 'user', id: user } as const;
      store.transaction(() => {
        ledger.append({
          ...{ atMs: nowMs, actor, action: 'consent.given', subject: person },
          detail: { consent: change.put.id, purpose: wish.purpose, notice: wish.notice, method: wish.method },
        });
        commitOrRefuse(register, [change], { actor });
      });
      return view(change.put, roles);
    },
    withdraw: (id, reason, { user }) => {
      const words = reasonOf(reason);
      const consent = register.get('consent', id);
      if (!consent) throw new Refusal(404, 'no-such-consent', 'There is no such consent.');
      const nowMs = clock.wallMs();
      if (endOf(consent, nowMs) !== undefined) {
        throw new Refusal(409, 'consent-ended', 'This consent has ended already.');
      }
      const changes = withdrawConsent(consent, register.consentsOf(consent.person), nowMs);
      const actor = { kind: 'user', id: user } as const;
      store.transaction(() => {
        ledger.append({
          ...{ atMs: nowMs, actor, action: 'consent.withdrawn', subject: consent.person, reason: words },
          detail: { consent: id, purpose: consent.purpose, consents: changes.length },
        });
        commitOrRefuse(register, changes, { actor, reason: words });
      });
      return changes.length;
    },
  };
}
