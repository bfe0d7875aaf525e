import { isPlate } from '../plate-text.ts';
import { type Credential, parseCard } from '../records.ts';
import { hasEnded, otherFormatsOf } from './card-conflicts.ts';
import { type Check, type CheckContext, type Finding, findingIf } from './change-check.ts';

const pinForm = /^pin:[A-Za-z0-9_-]{16,90}$/;

const plateSentence =
  'write the plate without separators, in capital letters, as on the vehicle: province, office letter and serial';

export const plateFinding = (field: string, plate: string | undefined): Finding[] =>
  findingIf(plate !== undefined && !isPlate(plate), 'plate-malformed', field, plateSentence);

export const checkVehicle: Check<'vehicle'> = ({ id, plate }, { after }) => [
  ...plateFinding('plate', plate),
  ...findingIf(
    after.by('vehicleByPlate', plate).some((other) => other.id !== id),
    'plate-taken',
    'plate',
    'another vehicle of the register has this plate',
  ),
];

export const checkCredential: Check<'credential'> = (credential, context) => {
  const { kind, person, visit, value, duress, uses } = credential;
  return [
    ...findingIf(
      (person === undefined) === (visit === undefined),
      'holder-required',
      'person',
      'a credential belongs to one person or to one visit',
    ),
    ...findingIf(
      (value === undefined) !== (kind === 'pass'),
      'malformed',
      'value',
      kind === 'pass' ? 'a pass has no value: its id is what is signed' : `a ${kind} needs its value`,
    ),
    ...findingIf(duress === true && kind !== 'pin', 'malformed', 'duress', 'only a PIN can be one of duress'),
    ...findingIf(uses !== undefined && kind !== 'pass', 'malformed', 'uses', 'only a pass is used up'),
    ...(value === undefined ? [] : checkValue(credential, value, context)),
  ];
};

function checkValue(credential: Credential, value: string, context: CheckContext): Finding[] {
  switch (credential.kind) {
    case 'card':
      return checkCard(credential, value, context);
    case 'pin':
      return [
        ...findingIf(!pinForm.test(value), 'malformed', 'value', 'a PIN is kept as its keyed digest only'),
        ...findingIf(isTaken(credential, value, context), 'pin-taken', 'value', 'choose another PIN'),
      ];
    case 'plate':
      return [
        ...plateFinding('value', value),
        ...findingIf(
          isTaken(credential, value, context, ({ person, visit }) => (person ?? visit) === holderOf(credential)),
          'plate-taken',
          'value',
          'the same holder has a permit for this plate already',
        ),
      ];
    case 'pass':
      return [];
  }
}

const holderOf = ({ person, visit }: Credential) => person ?? visit;

/** Whether a credential that has not ended holds the same value. What has ended itself takes nothing from anybody. */
function isTaken(
  credential: Credential,
  value: string,
  { after, nowMs }: CheckContext,
  counts: (other: Credential) => boolean = () => true,
): boolean {
  if (hasEnded(credential, nowMs)) return false;
  return after
    .by('credentialByValue', value)
    .some((other) => other.id !== credential.id && !hasEnded(other, nowMs) && counts(other));
}

function checkCard(card: Credential, value: string, context: CheckContext): Finding[] {
  const shape = parseCard(value);
  if (!shape.ok) {
    return [{ code: 'malformed', field: 'value', message: 'a card is written as its format and its number in hex' }];
  }
  if (hasEnded(card, context.nowMs)) return [];
  return [
    ...findingIf(isTaken(card, value, context), 'card-taken', 'value', 'this card is a credential already'),
    ...findingIf(
      otherFormatsOf(card, context.after, context.nowMs).length > 0,
      'card-in-two-formats',
      'value',
      'another person holds what is the same card as another kind of reader names it',
    ),
  ];
}
