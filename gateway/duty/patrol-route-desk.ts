import { createId } from '../kernel/ids.ts';
import { labelPrefix, type PatrolRoute, type PatrolRouteOrder, type ShownRoute } from './patrol.ts';
import { done, type PatrolAnswer, type PatrolOptions, type PatrolWriter, refused } from './patrol-writer.ts';
import type { PatrolTable } from './sqlite-patrols.ts';

export interface PatrolLabel {
  checkpoint: string;
  name: PatrolRoute['name'];
  /** `ringward:checkpoint:CODE`. */
  text: string;
}

const withoutCodes = ({ checkpoints, ...route }: PatrolRoute): ShownRoute => ({
  ...route,
  checkpoints: checkpoints.map(({ code: _, ...checkpoint }) => checkpoint),
});

/** Routes with their checkpoints and labels. */
export function createRouteDesk(
  { store, clock, clockKnown }: PatrolOptions,
  table: PatrolTable,
  { note }: PatrolWriter,
) {
  const setRoute = (id: string, order: PatrolRouteOrder, user: string): PatrolAnswer<ShownRoute> =>
    store.transaction(() => {
      const ids = order.checkpoints.map((checkpoint) => checkpoint.id);
      if (new Set(ids).size < ids.length) return refused('twice-the-same');
      // A label that hangs somewhere stays good when the route around it changes.
      const codes = new Map(table.route(id)?.checkpoints.map((each) => [each.id, each.code]));
      const checkpoints = order.checkpoints.map((each) => ({ ...each, code: codes.get(each.id) ?? createId() }));
      const route: PatrolRoute = { id, ...order, checkpoints };
      // By a clock that is wrong, rounds would be called missed of a time before the route; from when on is found later.
      table.putRoute(route, clockKnown() ? clock.wallMs() : Number.MAX_SAFE_INTEGER);
      note('patrol-route.set', user, { subject: id, detail: { checkpoints: ids, times: order.times.length } });
      return done(withoutCodes(route));
    });
  return {
    routes: () => table.routes().map(withoutCodes),
    setRoute,
    removeRoute: (id: string, user: string) =>
      store.transaction(() => {
        if (!table.route(id)) return false;
        table.removeRoute(id);
        for (const run of table.live()) {
          if (run.route === id && run.state === 'due')
            table.putRun({ ...run, state: 'abandoned', endedAtMs: clock.wallMs() });
        }
        note('patrol-route.removed', user, { subject: id });
        return true;
      }),
    labels: (id: string, user: string) =>
      store.transaction(() => {
        const route = table.route(id);
        if (!route) return undefined;
        note('patrol-route.labels-shown', user, { subject: id });
        return route.checkpoints.map(({ id: checkpoint, name, code }) => ({
          ...{ checkpoint, name, text: `${labelPrefix}${code}` },
        }));
      }),
  };
}
