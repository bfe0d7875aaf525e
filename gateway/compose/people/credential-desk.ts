import type {
  ConsoleRegister,
  CredentialDeed,
  CredentialLimits,
  Deed,
  DeedOutcome,
} from '../../console/people/register-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import { hasEnded, mayBeOneCard } from '../../register/checks/card-conflicts.ts';
import { replaceCard } from '../../register/move.ts';
import { isWeakPin } from '../../register/pin-strength.ts';
import { normalisePlate } from '../../register/plate-text.ts';
import type { Credential } from '../../register/records.ts';
import type { Register } from '../../register/register-types.ts';
import { compact, put, type Settle } from './register-deeds.ts';

export interface CredentialDeskParts {
  register: Register;
  clock: Clock;
  digestPin(digits: string): string;
  settle: Settle;
  add: ConsoleRegister['add'];
}

type Credentials = Pick<ConsoleRegister, 'addCard' | 'replaceCard' | 'alter' | 'setPin' | 'removePin' | 'addPermit'>;

/** From which states a credential comes into the one that a deed leads to. What is revoked stays so. */
const alterations: Record<CredentialDeed, { from: readonly Credential['state'][]; to: Credential['state'] }> = {
  lost: { from: ['active', 'suspended'], to: 'lost' },
  revoke: { from: ['active', 'suspended', 'lost'], to: 'revoked' },
  suspend: { from: ['active'], to: 'suspended' },
  resume: { from: ['suspended', 'lost'], to: 'active' },
};

/** Cards, PINs and permits. */
export function createCredentialDesk({ register, clock, digestPin, settle, add }: CredentialDeskParts): Credentials {
  const credentialOf = (kind: Credential['kind'], id: string) => {
    const known = register.get('credential', id);
    return known?.kind === kind ? known : undefined;
  };
  /** The same card of the same holder as other kinds of readers name it: what is lost under one name is lost under all. */
  const otherNamesOf = (known: Credential, states: readonly Credential['state'][]) =>
    known.kind === 'card' && known.person !== undefined
      ? register
          .credentialsOf(known.person)
          .filter(({ kind, state }) => kind === 'card' && states.includes(state))
          .filter(({ value }) => mayBeOneCard(known.value!, value!))
      : [];
  const addValue = (
    kind: 'card' | 'plate',
    value: string,
    { id, person, group, fromMs, toMs }: { id?: string; person: string } & CredentialLimits,
    deed: Deed,
  ) =>
    asOrdered(
      kind,
      add('credential', { kind, person, value, state: 'active', ...compact({ id, group, fromMs, toMs }) }, deed),
    );
  const pinOf = (person: string, duress: boolean) =>
    register
      .credentialsOf(person)
      .filter((one) => one.kind === 'pin' && !hasEnded(one, clock.wallMs()))
      .find((one) => (one.duress ?? false) === duress);

  return {
    addCard: ({ card, ...order }, deed) => addValue('card', card, order, deed),
    addPermit: ({ plate, ...order }, deed) => addValue('plate', normalisePlate(plate), order, deed),
    alter: (kind, id, verb, deed) => {
      const known = credentialOf(kind, id);
      if (!known) return { kind: 'not-found' };
      const { from, to } = alterations[verb];
      if (!from.includes(known.state)) return { kind: 'wrong-state', message: `Not while it is ${known.state}.` };
      const others = otherNamesOf(known, from).map((one) => put('credential', { ...one, state: to }));
      return settle('credential', id, [put('credential', { ...known, state: to }, deed.ifVersion), ...others], deed);
    },
    replaceCard: (id, card, deed) => {
      const known = credentialOf('card', id);
      if (!known) return { kind: 'not-found' };
      if (known.state === 'revoked') return { kind: 'wrong-state', message: 'It is revoked: add a new card.' };
      const next = createId();
      const others = otherNamesOf(known, alterations.revoke.from);
      const ended = others.map((one) => put('credential', { ...one, state: 'revoked' }));
      const changes = [...replaceCard(register, id, card, () => next), ...ended];
      return asOrdered('card', settle('credential', next, changes, deed));
    },
    setPin: (person, digits, duress, deed) => {
      const holder = register.get('person', person);
      if (!holder) return { kind: 'not-found' };
      if (isWeakPin(digits, holder.born)) return weakPin;
      const known = pinOf(person, duress);
      const id = known?.id ?? createId();
      const pin = {
        ...known,
        id,
        kind: 'pin',
        person,
        state: 'active',
        value: digestPin(digits),
        ...(duress && { duress }),
      };
      return asOrdered('digits', settle('credential', id, [put('credential', pin, deed.ifVersion)], deed));
    },
    removePin: (person, duress, deed) => {
      const known = pinOf(person, duress);
      if (!known) return { kind: 'not-found' };
      return settle('credential', known.id, [put('credential', { ...known, state: 'revoked' }, deed.ifVersion)], deed);
    },
  };
}

/** Problems with a credential's value under the name that it had in the order. */
function asOrdered(name: 'card' | 'plate' | 'digits', outcome: DeedOutcome): DeedOutcome {
  if (outcome.kind !== 'problems') return outcome;
  const problems = outcome.problems.map((one) => (one.field === 'value' ? { ...one, field: name } : one));
  return { kind: 'problems', problems };
}

const weakPin: DeedOutcome = {
  kind: 'problems',
  problems: [
    {
      at: 0,
      code: 'pin-weak',
      field: 'digits',
      message: 'these digits are easily guessed: no runs, no repeats, no date of birth',
    },
  ],
};
