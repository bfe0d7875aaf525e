import { siteName, wholeCloud } from './place.ts';
import type { OperatorRow, OperatorTokenRow, PlaceRow, TenancyStore, TenancyWorld } from './tenancy-store.ts';

/** Who may what where, as this process knows it, with what is asked of it with every request. */
export interface Directory {
  /** Reads everything again if it has moved on. */
  refresh(): Promise<void>;
  world(): TenancyWorld;
  place(name: string): PlaceRow | undefined;
  /** The place and those above it, the nearest first; ends with `cloud`. */
  chainOf(place: string): readonly string[];
  /** The tenant's id to whom a site belongs; undefined where nobody has placed it. */
  tenantOfSite(site: string | undefined): string | undefined;
  operator(id: string): OperatorRow | undefined;
  operatorOfSign(sign: string): OperatorRow | undefined;
  token(hash: string): OperatorTokenRow | undefined;
}

const byKey = <Row>(rows: readonly Row[], keyOf: (row: Row) => string) => new Map(rows.map((row) => [keyOf(row), row]));

function readChains(places: readonly PlaceRow[]): Map<string, readonly string[]> {
  const parents = new Map(places.map(({ place, parent }) => [place, parent]));
  const climb = (place: string): string[] => {
    const chain: string[] = [];
    // a place never hangs below itself; the bound holds even where a database says so
    for (let at: string | null | undefined = place; at && chain.length < 8; at = parents.get(at)) chain.push(at);
    return [...chain, wholeCloud];
  };
  return new Map(places.map(({ place }) => [place, climb(place)]));
}

/** What the world says, made quick to ask. */
function index(world: TenancyWorld) {
  return {
    world,
    places: byKey(world.places, ({ place }) => place),
    chains: readChains(world.places),
    operators: byKey(world.operators, ({ id }) => id),
    signs: byKey(world.operators, ({ sign }) => sign),
    tokens: byKey(world.tokens, ({ hash }) => hash),
  };
}

/** `changed` is called when another world counts than before. */
export async function openDirectory(
  store: Pick<TenancyStore, 'revision' | 'world'>,
  changed: () => void,
): Promise<Directory> {
  let known = index(await store.world());
  let reading: Promise<void> | undefined;
  const read = async () => {
    known = index(await store.world());
    changed();
  };
  const chainOf = (place: string): readonly string[] =>
    place === wholeCloud ? [wholeCloud] : (known.chains.get(place) ?? [place, wholeCloud]);
  return {
    async refresh() {
      if ((await store.revision()) === known.world.revision) return;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
      // what was being read may be older than this call
      if ((await store.revision()) !== known.world.revision) await read();
    },
    world: () => known.world,
    place: (name) => known.places.get(name),
    chainOf,
    tenantOfSite: (site) =>
      site === undefined
        ? undefined
        : chainOf(siteName(site))
            .find((place) => place.startsWith('tenant:'))
            ?.slice('tenant:'.length),
    operator: (id) => known.operators.get(id),
    operatorOfSign: (sign) => known.signs.get(sign),
    token: (hash) => known.tokens.get(hash),
  };
}
