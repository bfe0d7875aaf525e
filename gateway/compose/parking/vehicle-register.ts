import type { Register } from '../../register/register-types.ts';
import type { HeldCredential, Span } from '../../register/rights-view.ts';
import { includes } from '../../register/span.ts';
import type { VehicleRegister } from '../../sensing/parking.ts';

/** The register as parking asks it. Permits that were revoked, and visits that nobody approved, are no rights. */
export function createVehicleRegister(
  register: Pick<Register, 'rights' | 'get' | 'all' | 'residenciesOf'>,
): VehicleRegister {
  const permitsOf = (plate: string): HeldCredential[] =>
    register.rights
      .vehicles(plate)
      .flatMap(({ permit }) => (permit.state === 'active' && permit.holder.approved ? [permit] : []));
  const isHome = (id: string, { unit, room }: { unit: string; room: string }, within: ReadonlySet<string>) => {
    const address = register.get('address', id);
    return address?.kind === 'home' && within.has(unit) && (address.name.zh === room || address.name.en === room);
  };
  const homeOf = (person: string, nowMs: number) => {
    const here = register
      .residenciesOf(person)
      .filter(({ relation }) => relation !== 'staff' && relation !== 'volunteer')
      .filter((residency) => includes(residency, nowMs))
      .map(({ household, address }) => ({
        id: household ?? address,
        places: household === undefined ? undefined : register.get('household', household)?.parkingPlaces,
      }));
    return here.find(({ places }) => places !== undefined) ?? here[0];
  };
  return {
    untilMs: (plate, nowMs) => {
      const ends = permitsOf(plate).flatMap((permit) =>
        [...permit.holder.addresses, ...permit.holder.groups]
          .map((span) => overlap(permit, span))
          .filter(({ fromMs, toMs }) => fromMs <= nowMs && fromMs < toMs)
          .map(({ toMs }) => toMs),
      );
      return ends.length === 0 ? undefined : Math.max(...ends);
    },
    homeOf: (plate, nowMs) => {
      const drivers = permitsOf(plate).filter((permit) => permit.holder.kind === 'person' && includes(permit, nowMs));
      for (const { holder } of drivers) {
        const home = homeOf(holder.id, nowMs);
        if (home) return home;
      }
      return undefined;
    },
    // A guest who stays too long stands in the right bay all the same.
    drivesTo: (plate, home, nowMs) =>
      permitsOf(plate).some((permit) =>
        permit.holder.addresses.some(
          ({ fromMs, within }) => fromMs <= nowMs && [...within].some((id) => isHome(id, home, within)),
        ),
      ),
    *plates() {
      for (const { kind, state, value } of register.all('credential'))
        if (kind === 'plate' && state === 'active' && value !== undefined) yield value;
    },
  };
}

const overlap = (a: Span, b: Span): Span => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) });
